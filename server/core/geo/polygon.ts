// Polygons with holes as a compiled shape: one bounding box each, even-odd over all their rings.

import type { CompiledShape } from '../config/compiled'
import type { LngLat } from './place'
import { areaKm2, isInRing, type Ring } from './ring'

export function compileShape(polygons: readonly (readonly Ring[])[]): CompiledShape {
  return {
    polygons: polygons as CompiledShape['polygons'],
    bboxes: polygons.map((rings) => ringBox(rings[0]!)),
    areaKm2: polygons.reduce((sum, rings) => sum + rings.reduce((area, ring, i) => area + (i === 0 ? 1 : -1) * areaKm2(ring), 0), 0),
  }
}

/** A point on the antimeridian is at −180: it then has one owner, the shape on its eastern side. */
export function isInShape(point: LngLat, shape: CompiledShape): boolean {
  const at: LngLat = point[0] === 180 ? [-180, point[1]] : point
  const [x, y] = at
  for (let i = 0; i < shape.polygons.length; i++) {
    const [west, south, east, north] = shape.bboxes[i]!
    if (x < west || x > east || y < south || y > north) continue
    let inside = false
    for (const ring of shape.polygons[i]!) if (isInRing(at, ring)) inside = !inside
    if (inside) return true
  }
  return false
}

function ringBox(ring: Ring): readonly [number, number, number, number] {
  let west = Number.POSITIVE_INFINITY
  let south = Number.POSITIVE_INFINITY
  let east = Number.NEGATIVE_INFINITY
  let north = Number.NEGATIVE_INFINITY
  for (const [x, y] of ring as readonly (readonly [number, number])[]) {
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
  }
  return [west, south, east, north]
}
