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

/** Up to here the table's straight pieces are good to 0.01 km; beyond it the distance grows too fast. */
const tabled = 60_000
const piece = 64
const kmAtPieces = Float64Array.from({ length: tabled / piece + 2 }, (_, i) => kmOfChord(i * piece))

/** Great-circle distance from the square of the chord between two vectors, whole km. */
export function chordKm(square: number): number {
  const chord = Math.sqrt(square)
  if (!(chord < tabled)) return (kmOfChord(chord) + 0.5) | 0
  const at = chord / piece
  const i = at | 0
  const km = kmAtPieces[i]!
  return (km + (kmAtPieces[i + 1]! - km) * (at - i) + 0.5) | 0
}

function kmOfChord(chord: number): number {
  const half = chord / (2 * scale)
  return 2 * earthRadiusKm * (half <= 0.5 ? arcsine(half) : Math.PI / 2 - 2 * arcsine(Math.sqrt(Math.max(0, 1 - half) / 2)))
}

/** For 0 … 0.5, to 4e-7: its series to the 13th power. Arithmetic alone, so that no engine's library can differ. */
function arcsine(x: number): number {
  const z = x * x
  return x * (1 + z * (1 / 6 + z * (3 / 40 + z * (15 / 336 + z * (105 / 3456 + z * (945 / 42_240 + (z * 10_395) / 599_040))))))
}
