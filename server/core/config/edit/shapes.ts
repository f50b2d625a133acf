// The polygons of a zone, one by one: what each comes to, and steps on them that leave the others the very same.

import type { Position } from '../../geo/antimeridian'
import { compileShape } from '../../geo/polygon'
import { type Normal, normaliseMultiPolygon } from '../../geo/polygon-normal'
import { limits, type Zone } from '../schema'

type Rings = NonNullable<Zone['polygons']>['coordinates'][number]
export type ExaminedShape = { normal: Normal; areaKm2: number; vertices: number }

/** A polygon is never changed in place, so what it comes to is worked out once. */
const memo = new WeakMap<Rings, ExaminedShape>()

export function examineShape(rings: Rings): ExaminedShape {
  const known = memo.get(rings) ?? examine(rings)
  memo.set(rings, known)
  return known
}

function examine(rings: Rings): ExaminedShape {
  const normal = normaliseMultiPolygon({ type: 'MultiPolygon', coordinates: [rings] })
  return {
    normal,
    areaKm2: normal.ok ? compileShape(normal.polygons).areaKm2 : 0,
    vertices: rings.reduce((sum, ring) => sum + Math.max(0, ring.length - 1), 0),
  }
}

/** In the place of one polygon (null: after the last) any number of others. */
export function putShapes(zone: Zone, index: number | null, shapes: readonly Position[][][]): Zone {
  const before = zone.polygons?.coordinates ?? []
  const at = index ?? before.length
  const coordinates = before.toSpliced(at, index === null ? 0 : 1, ...shapes)
  return { ...zone, polygons: coordinates.length === 0 ? null : { type: 'MultiPolygon', coordinates } }
}

export const dropShape = (zone: Zone, index: number): Zone => putShapes(zone, index, [])

/** One ring of a polygon, closed again whatever was done to its ends. */
export function putRing(zone: Zone, index: number, ring: number, positions: readonly Position[]): Zone {
  const rings = zone.polygons?.coordinates[index]
  const first = positions[0]
  if (!rings || !first || positions.length < 3) return zone
  const closed: Position[] = [...positions, [first[0], first[1]]]
  return putShapes(zone, index, [rings.with(ring, closed) as Position[][]])
}

/** Why no more can be added, or null. */
export function roomFor(zone: Zone, shapes: readonly Position[][][]): string | null {
  const count = (polygons: readonly (readonly (readonly unknown[])[])[]) =>
    polygons.reduce((sum, rings) => sum + rings.reduce((n, ring) => n + ring.length, 0), 0)
  const vertices = count(zone.polygons?.coordinates ?? []) + count(shapes)
  return vertices > limits.zoneVertices ? `The zone would have ${vertices} vertices; it may have ${limits.zoneVertices}.` : null
}
