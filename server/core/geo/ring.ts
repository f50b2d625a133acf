// Rings of a polygon already cut at ±180°: is a point inside, which way does it wind, how large is it. The edge rule is
// half-open and computes each crossing from the lower endpoint, so that of two polygons sharing an edge exactly one owns
// a point on it, whichever way round they are drawn.

import { earthRadiusKm } from './distance'
import type { LngLat } from './place'

/** Closed: the last position repeats the first. Positions may carry an altitude, which is ignored. */
export type Ring = readonly (readonly number[])[]

export function isInRing(point: LngLat, ring: Ring): boolean {
  const [x, y] = point
  let inside = false
  for (let i = 1; i < ring.length; i++) {
    const a = ring[i - 1]!
    const b = ring[i]!
    if (a[1]! > y === b[1]! > y) continue
    const low = a[1]! < b[1]! ? a : b
    const high = low === a ? b : a
    if (x < low[0]! + ((y - low[1]!) * (high[0]! - low[0]!)) / (high[1]! - low[1]!)) inside = !inside
  }
  return inside
}

/** Twice the signed area in square degrees: positive when counter-clockwise. Planar, for winding only. */
export function signedArea(ring: Ring): number {
  // Relative to the first vertex, which keeps small rings far from the origin exact.
  const [x0, y0] = ring[0] as [number, number]
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    const a = ring[i - 1]!
    const b = ring[i]!
    sum += (a[0]! - x0) * (b[1]! - y0) - (b[0]! - x0) * (a[1]! - y0)
  }
  return sum
}

/** Area on the sphere whose edges are straight on the map, as GeoJSON's are: ∫ (1 − sin lat) dlng over the ring. */
export function areaKm2(ring: Ring): number {
  const radians = Math.PI / 180
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    const a = ring[i - 1]!
    const b = ring[i]!
    const middle = ((a[1]! + b[1]!) / 2) * radians
    const half = ((b[1]! - a[1]!) / 2) * radians
    // The mean of sin over the edge, exactly: (cos low − cos high) / (high − low), without the difference, of which little is left where
    // the edge is all but level.
    const mean = Math.sin(middle) * (half === 0 ? 1 : Math.sin(half) / half)
    sum += (b[0]! - a[0]!) * radians * mean
  }
  return Math.abs(sum) * earthRadiusKm * earthRadiusKm
}

/** The longitudes a ring spans. */
export function extent(ring: Ring): [west: number, east: number] {
  let west = Number.POSITIVE_INFINITY
  let east = Number.NEGATIVE_INFINITY
  for (const position of ring) {
    west = Math.min(west, position[0]!)
    east = Math.max(east, position[0]!)
  }
  return [west, east]
}
