// Points as vectors on the unit sphere, for distances by the hundred million: a chord takes a few multiplications where
// the haversine takes five transcendental functions. Nodes' vectors are kept in 16 bits a component, which is 0.1 km at
// the surface; the origin is known to a cell of 55 km anyway. Distances so taken are good to 0.3 km and come in whole km.

import { earthRadiusKm } from './distance'
import type { LngLat } from './place'

export type Vector = readonly [x: number, y: number, z: number]

const scale = 32_767
const radians = Math.PI / 180

/** Components −32,767 … 32,767, not rounded. */
export function vectorOf([lng, lat]: LngLat): Vector {
  const cos = Math.cos(lat * radians) * scale
  return [cos * Math.cos(lng * radians), cos * Math.sin(lng * radians), Math.sin(lat * radians) * scale]
}

/** As it is kept of a node. */
export function roundVector([x, y, z]: Vector): Vector {
  return [Math.round(x), Math.round(y), Math.round(z)]
}

/** Great-circle distance from the square of the chord between two vectors, whole km. */
export function chordKm(square: number): number {
  const half = Math.sqrt(square) / (2 * scale)
  return Math.round(2 * earthRadiusKm * (half <= 0.5 ? arcsine(half) : Math.PI / 2 - 2 * arcsine(Math.sqrt(Math.max(0, 1 - half) / 2)))) | 0
}

/** For 0 … 0.5, to 4e-7: its series to the 13th power. Arithmetic alone, so that no engine's library can differ, and faster. */
function arcsine(x: number): number {
  const z = x * x
  return x * (1 + z * (1 / 6 + z * (3 / 40 + z * (15 / 336 + z * (105 / 3456 + z * (945 / 42_240 + (z * 10_395) / 599_040))))))
}
