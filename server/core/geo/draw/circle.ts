// A circle on the sphere as a ring: every vertex at the same great-circle distance from the centre. Longitudes are kept within
// half a turn of the centre, so that one across ±180° runs on past it and is cut on save; one round a pole does not close there
// and is refused by the same rule as any other ring.

import type { Position } from '../antimeridian'
import { earthRadiusKm } from '../distance'
import type { LngLat } from '../place'

const radians = Math.PI / 180
/** Six decimals are a tenth of a metre. */
const round = (value: number) => Math.round(value * 1e6) / 1e6

/** Null when it would reach a pole or beyond. */
export function circle([lng, lat]: LngLat, radiusKm: number, vertices = 64): Position[] | null {
  const angle = radiusKm / earthRadiusKm
  if (!(radiusKm > 0) || Math.abs(lat) * radians + angle >= Math.PI / 2) return null
  const [sinLat, cosLat] = [Math.sin(lat * radians), Math.cos(lat * radians)]
  const ring: Position[] = []
  for (let i = 0; i < vertices; i++) {
    // From east, counter-clockwise.
    const bearing = Math.PI / 2 - (i * 2 * Math.PI) / vertices
    const y = Math.asin(sinLat * Math.cos(angle) + cosLat * Math.sin(angle) * Math.cos(bearing))
    const x = Math.atan2(Math.sin(bearing) * Math.sin(angle) * cosLat, Math.cos(angle) - sinLat * Math.sin(y))
    ring.push([round(lng + x / radians), round(y / radians)])
  }
  ring.push([...ring[0]!])
  return ring
}
