// Between a zone's polygons and the drawing tool's features. The tool takes one ring a polygon, positions within ±180° and at most
// nine decimals; what it cannot hold (holes, long outlines) stays on the map as it is and is edited in the table.

import type { Position } from '@/server/core/geo/antimeridian'

type Polygons = readonly (readonly (readonly (readonly number[])[])[])[]
export type DrawFeature = {
  type: 'Feature'
  geometry: { type: 'Polygon'; coordinates: Position[][] }
  properties: { mode: 'polygon'; index: number }
}

/** Handles on more vertices than this make dragging slow. */
const drawableVertices = 800

export function isDrawable(polygons: Polygons): boolean {
  const vertices = polygons.reduce((sum, rings) => sum + rings.reduce((count, ring) => count + ring.length, 0), 0)
  const fits = ([lng, lat]: readonly number[]) => Math.abs(lng!) <= 180 && Math.abs(lat!) <= 90
  return vertices <= drawableVertices && polygons.every((rings) => rings.length === 1 && rings[0]!.length >= 4 && rings[0]!.every(fits))
}

export function toDrawFeatures(polygons: Polygons): DrawFeature[] {
  return polygons.map((rings, index) => ({
    type: 'Feature',
    geometry: { type: 'Polygon', coordinates: [rings[0]!.map(([lng, lat]): Position => [round(lng!), round(lat!)])] },
    properties: { mode: 'polygon', index },
  }))
}

/** Whether what is drawn is what the document says, so that nothing has to be drawn anew. */
export function isDrawn(polygons: Polygons, drawn: readonly { index: number; ring: readonly (readonly number[])[] }[]): boolean {
  if (drawn.length !== polygons.length) return false
  return toDrawFeatures(polygons).every(({ geometry, properties }) => {
    const other = drawn.find(({ index }) => index === properties.index)
    return other !== undefined && JSON.stringify(other.ring) === JSON.stringify(geometry.coordinates[0])
  })
}

const round = (degrees: number) => Math.round(degrees * 1e9) / 1e9
