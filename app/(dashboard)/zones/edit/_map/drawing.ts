// terra-draw behind the few words the editor has for it: show these polygons, use this tool, tell me what was drawn, changed or
// deleted. The document is the one truth: whatever is drawn goes there first and comes back from there.

import type { Map as MapLibre } from 'maplibre-gl'
import {
  type GeoJSONStoreFeatures,
  TerraDraw,
  TerraDrawCircleMode,
  TerraDrawLineStringMode,
  TerraDrawPolygonMode,
  TerraDrawRectangleMode,
  TerraDrawSelectMode,
} from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import type { Position } from '@/server/core/geo/antimeridian'
import type { Tool } from '../search-params'
import { isDrawn, toDrawFeatures } from './draw-features'

type Polygons = Parameters<typeof toDrawFeatures>[0]
export type DrawingEvents = {
  /** `index` is null for a new one. */
  onRing: (ring: Position[], index: number | null) => void
  onDelete: (index: number) => void
  onLine: (line: Position[]) => void
  onSelect: (index: number | null) => void
}
export type Drawing = {
  show(polygons: Polygons): void
  use(tool: Tool): void
  select(index: number | null): void
  paint(look: DrawingLook): void
  stop(): void
}
export type DrawingLook = { fill: `#${string}`; ink: `#${string}`; surface: `#${string}` }

const modes: Partial<Record<Tool, string>> = {
  select: 'select',
  polygon: 'polygon',
  rectangle: 'rectangle',
  circle: 'circle',
  cut: 'linestring',
}
const snapping = { toCoordinate: true, toLine: true }

export function createDrawing(map: MapLibre, events: () => DrawingEvents): Drawing {
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, prefixId: 'draw' }),
    modes: [
      new TerraDrawSelectMode({
        flags: {
          polygon: {
            feature: { draggable: true, coordinates: { midpoints: true, draggable: true, deletable: true, snappable: snapping } },
          },
        },
      }),
      new TerraDrawPolygonMode({ snapping, showCoordinatePoints: true }),
      new TerraDrawRectangleMode(),
      new TerraDrawCircleMode({ segments: 64 }),
      new TerraDrawLineStringMode(),
    ],
  })
  draw.start()
  let shown: Polygons = []
  let selected: number | null = null

  const outlines = () => draw.getSnapshot().flatMap((feature) => outlineOf(feature) ?? [])
  const find = (index: number) => outlines().find((outline) => outline.index === index)

  draw.on('finish', (id, { action }) => {
    const feature = draw.getSnapshotFeature(id)
    if (!feature) return
    if (feature.geometry.type === 'LineString') {
      draw.removeFeatures([id])
      events().onLine((feature.geometry.coordinates as Position[]).map(toDecimals))
    } else if (feature.geometry.type === 'Polygon') {
      const index = indexOf(feature)
      const ring = (feature.geometry.coordinates[0] as Position[]).map(toDecimals)
      if (action === 'draw') draw.removeFeatures([id])
      events().onRing(ring, index)
    }
  })
  draw.on('change', (_, type, context) => {
    if (type !== 'delete' || (context && 'origin' in context)) return
    // The Delete key: what is not there any more was deleted.
    const left = new Set(outlines().map(({ index }) => index))
    const gone = shown.findIndex((_rings, index) => !left.has(index))
    if (gone >= 0 && draw.getMode() === 'select') events().onDelete(gone)
  })
  draw.on('select', (id) => {
    const feature = draw.getSnapshotFeature(id)
    selected = feature ? indexOf(feature) : null
    events().onSelect(selected)
  })
  draw.on('deselect', () => {
    selected = null
    events().onSelect(null)
  })

  return {
    show(polygons) {
      shown = polygons
      if (isDrawn(polygons, outlines())) return
      const keep = selected
      draw.clear()
      draw.addFeatures(toDrawFeatures(polygons) as unknown as GeoJSONStoreFeatures[])
      const again = keep === null ? undefined : find(keep)
      if (again && draw.getMode() === 'select') draw.selectFeature(again.id)
    },
    use(tool) {
      const mode = modes[tool] ?? 'static'
      if (draw.getMode() !== mode) draw.setMode(mode)
    },
    select(index) {
      if (index === selected) return
      const outline = index === null ? undefined : find(index)
      if (outline) draw.selectFeature(outline.id)
    },
    paint({ fill, ink, surface }) {
      const area = { fillColor: fill, fillOpacity: 0.35, outlineColor: ink, outlineWidth: 2 }
      const points = {
        coordinatePointColor: surface,
        coordinatePointOutlineColor: ink,
        coordinatePointWidth: 4,
        coordinatePointOutlineWidth: 2,
      }
      draw.updateModeOptions<typeof TerraDrawPolygonMode>('polygon', { styles: { ...area, ...points, closingPointColor: ink } })
      draw.updateModeOptions<typeof TerraDrawRectangleMode>('rectangle', { styles: area })
      draw.updateModeOptions<typeof TerraDrawCircleMode>('circle', { styles: area })
      draw.updateModeOptions<typeof TerraDrawLineStringMode>('linestring', { styles: { lineStringColor: ink, lineStringWidth: 3 } })
      draw.updateModeOptions<typeof TerraDrawSelectMode>('select', {
        styles: {
          selectedPolygonColor: fill,
          selectedPolygonFillOpacity: 0.45,
          selectedPolygonOutlineColor: ink,
          selectedPolygonOutlineWidth: 3,
          selectionPointColor: surface,
          selectionPointOutlineColor: ink,
          selectionPointWidth: 5,
          selectionPointOutlineWidth: 2,
          midPointColor: ink,
          midPointOutlineColor: surface,
          midPointWidth: 3,
        },
      })
    },
    stop: () => draw.stop(),
  }
}

/** Six decimals are a tenth of a metre: more than a pointer means. */
const toDecimals = ([lng, lat]: Position): Position => [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]

type Outline = { id: string | number; index: number; ring: Position[] }

/** Null for handles and guides, which the tool keeps among its features. */
function outlineOf(feature: GeoJSONStoreFeatures): Outline | null {
  const index = indexOf(feature)
  if (feature.geometry.type !== 'Polygon' || index === null || feature.id === undefined) return null
  return { id: feature.id, index, ring: feature.geometry.coordinates[0] as Position[] }
}

function indexOf({ properties }: GeoJSONStoreFeatures): number | null {
  return typeof properties.index === 'number' ? properties.index : null
}
