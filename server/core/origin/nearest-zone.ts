// The nearest-zone rule for origins that are in no zone: a preference only, it never puts anybody *in* a zone.
// A top-level zone is as far as its nearest own anchor, stretched or shortened by its bias. The nearest is taken when it
// really lies within 5,000 km and is clearly nearer than the next: `(d2 − d1) / d2 ≥ 10 %` after bias, else two
// neighbours of the middle line would be sent to opposite ends of the world.

import type { CompiledConfig } from '../config/compiled'
import { earthRadiusKm } from '../geo/distance'
import type { LngLat, ZoneCode } from '../geo/place'

export const nearestMaxKm = 5000
export const nearestMargin = 0.1

export type ZoneDistance = {
  zone: ZoneCode
  /** Great-circle distance to its nearest anchor. */
  distanceKm: number
  /** The same after bias; what zones are compared by. */
  biasedKm: number
}

export type NearestZone = ZoneDistance & {
  /** The next nearest, or null where there is no other. */
  second: ZoneDistance | null
}

export function nearestZone(point: LngLat, config: CompiledConfig): NearestZone | null {
  const from = unitVector(point)
  let first: ZoneDistance | null = null
  let second: ZoneDistance | null = null
  for (const zone of anchoredZones(config)) {
    const chord = nearestChord(from, zone.anchors)
    // An arc is never shorter than its chord: what lies beyond the second already needs none. A hair less, for rounding.
    if (second && withBias(chord * earthRadiusKm, zone.bias) * (1 - 1e-9) > second.biasedKm) continue
    const distance = distanceOf(zone, chord)
    if (first === null || distance.biasedKm < first.biasedKm) {
      second = first
      first = distance
    } else if (second === null || distance.biasedKm < second.biasedKm) second = distance
  }
  if (first === null || first.distanceKm > nearestMaxKm) return null
  if (second && !((second.biasedKm - first.biasedKm) / second.biasedKm >= nearestMargin)) return null
  return { ...first, second }
}

/** Every top-level zone that has an anchor, nearest first; equals by code. */
export function zonesByDistance(point: LngLat, config: CompiledConfig): ZoneDistance[] {
  const from = unitVector(point)
  const distances = anchoredZones(config).map((zone) => distanceOf(zone, nearestChord(from, zone.anchors)))
  return distances.sort((a, b) => a.biasedKm - b.biasedKm || (a.zone < b.zone ? -1 : 1))
}

function distanceOf({ code, bias }: AnchoredZone, chord: number): ZoneDistance {
  const km = 2 * earthRadiusKm * Math.asin(chord / 2)
  return { zone: code, distanceKm: km, biasedKm: withBias(km, bias) }
}

type Vector = readonly [x: number, y: number, z: number]

/** The shortest chord belongs to the shortest arc, so that only one arc a zone is computed. */
function nearestChord([x, y, z]: Vector, anchors: Float64Array): number {
  let shortest = 4
  for (let i = 0; i < anchors.length; i += 3) {
    const dx = x - anchors[i]!
    const dy = y - anchors[i + 1]!
    const dz = z - anchors[i + 2]!
    const chord2 = dx * dx + dy * dy + dz * dz
    if (chord2 < shortest) shortest = chord2
  }
  return Math.sqrt(shortest)
}

/** `anchors`: unit vectors, three numbers each. */
type AnchoredZone = { code: ZoneCode; bias: number; anchors: Float64Array }

/** Made once a compiled configuration, in the order of codes. */
const anchored = new WeakMap<CompiledConfig, readonly AnchoredZone[]>()

function anchoredZones(config: CompiledConfig): readonly AnchoredZone[] {
  let zones = anchored.get(config)
  if (!zones) {
    zones = [...config.topZones].sort().flatMap((code) => {
      const zone = config.zones.get(code)
      if (!zone || zone.anchors.length === 0) return []
      return [{ code, bias: zone.bias, anchors: Float64Array.from(zone.anchors.flatMap(({ lng, lat }) => unitVector([lng, lat]))) }]
    })
    anchored.set(config, zones)
  }
  return zones
}

function unitVector([lng, lat]: LngLat): Vector {
  const radians = Math.PI / 180
  const flat = Math.cos(lat * radians)
  return [flat * Math.cos(lng * radians), flat * Math.sin(lng * radians), Math.sin(lat * radians)]
}

/** Bias in −99..99 per cent: positive brings a zone nearer, negative pushes it away. */
export function withBias(km: number, bias: number): number {
  return bias >= 0 ? km * (1 - bias / 100) : km / (1 + bias / 100)
}
