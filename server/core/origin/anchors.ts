// The anchors of many zones in one row of numbers, so that a place is compared with thousands of them in microseconds.

import type { Zone } from '../config/schema'
import { earthRadiusKm } from '../geo/distance'
import type { LngLat } from '../geo/place'

export type AnchoredZone = Pick<Zone, 'code' | 'bias' | 'anchors'>
export type Vector = readonly [x: number, y: number, z: number]

export type Anchors = {
  zones: readonly AnchoredZone[]
  /** Unit vectors, three numbers each; `owners`: the place of each one's zone in `zones`. */
  vectors: Float64Array
  owners: Uint16Array
  /** A squared chord times this is at most the square of the biased distance in km; a hair less, for rounding. */
  reach2: Float64Array
}

export function anchorsOf(zones: readonly AnchoredZone[]): Anchors {
  const all = zones.flatMap(({ anchors, bias }, owner) =>
    anchors.map(({ lng, lat }) => ({ owner, vector: unitVector([lng, lat]), reach: withBias(earthRadiusKm, bias) * (1 - 1e-9) })),
  )
  return {
    zones,
    vectors: Float64Array.from(all.flatMap(({ vector }) => vector)),
    owners: Uint16Array.from(all, ({ owner }) => owner),
    reach2: Float64Array.from(all, ({ reach }) => reach * reach),
  }
}

/** The square of the chord to the nearest of the anchors in a row of vectors: it belongs to the shortest arc. */
export function nearestChord2([x, y, z]: Vector, vectors: Float64Array): number {
  let nearest = Number.POSITIVE_INFINITY
  for (let at = 0; at < vectors.length; at += 3) {
    const dx = x - vectors[at]!
    const dy = y - vectors[at + 1]!
    const dz = z - vectors[at + 2]!
    nearest = Math.min(nearest, dx * dx + dy * dy + dz * dz)
  }
  return nearest
}

/** Of a chord on the unit sphere, squared. */
export const arcKm = (chord2: number): number => 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(chord2) / 2))

export function unitVector([lng, lat]: LngLat): Vector {
  const radians = Math.PI / 180
  const flat = Math.cos(lat * radians)
  return [flat * Math.cos(lng * radians), flat * Math.sin(lng * radians), Math.sin(lat * radians)]
}

/** Bias in −99..99 per cent: positive brings a zone nearer, negative pushes it away. */
export function withBias(km: number, bias: number): number {
  return bias >= 0 ? km * (1 - bias / 100) : km / (1 + bias / 100)
}
