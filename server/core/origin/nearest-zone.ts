// The nearest-zone rule for origins that are in no zone: a preference only, it never puts anybody *in* a zone.
// A top-level zone is as far as its nearest own anchor, stretched or shortened by its bias. The nearest is taken when it
// really lies within 5,000 km and is clearly nearer than the next: `(d2 − d1) / d2 ≥ 10 %` after bias, else two
// neighbours of the middle line would be sent to opposite ends of the world.

import type { CompiledConfig } from '../config/compiled'
import type { Containment, LngLat, ZoneCode } from '../geo/place'
import { type AnchoredZone, type Anchors, anchorsOf, arcKm, nearestChord2, unitVector, type Vector, withBias } from './anchors'

const nearestMaxKm = 5000
const nearestMargin = 0.1

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
  const { first, second } = nearestTwo(unitVector(point), anchorsIn(config))
  return first && isNearest(first, second) ? { ...first, second } : null
}

/** What the rule says of an origin; null where it is in a zone, without a point, or the rule is off. */
export function nearestOutside(point: LngLat | null, { label }: Containment, config: CompiledConfig): ZoneCode | null {
  if (point === null || label !== null || !config.source.platform.nearestZone) return null
  return nearestZone(point, config)?.zone ?? null
}

/** Whether the nearest is near enough, and clearly nearer than the next. */
export function isNearest(first: ZoneDistance, second: ZoneDistance | null): boolean {
  if (first.distanceKm > nearestMaxKm) return false
  return second === null || (second.biasedKm - first.biasedKm) / second.biasedKm >= nearestMargin
}

export type NearestTwo = { first: ZoneDistance | null; second: ZoneDistance | null }

/** The two zones that a place is nearest to; of equals the one that comes first. */
export function nearestTwo([x, y, z]: Vector, { zones, owners, vectors, reach2 }: Anchors): NearestTwo {
  let first = -1
  let firstKm = Number.POSITIVE_INFINITY
  let firstBiased = Number.POSITIVE_INFINITY
  let second = -1
  let secondKm = Number.POSITIVE_INFINITY
  let secondBiased = Number.POSITIVE_INFINITY
  for (let i = 0, at = 0; i < owners.length; i++, at += 3) {
    const dx = x - vectors[at]!
    const dy = y - vectors[at + 1]!
    const dz = z - vectors[at + 2]!
    const chord2 = dx * dx + dy * dy + dz * dz
    // An arc is never shorter than its chord: what lies beyond the second already needs none. It is no nearer anchor of the first either.
    if (chord2 * reach2[i]! >= secondBiased * secondBiased) continue
    const owner = owners[i]!
    const km = arcKm(chord2)
    const biased = withBias(km, zones[owner]!.bias)
    if (biased < firstBiased) {
      if (owner !== first) {
        second = first
        secondKm = firstKm
        secondBiased = firstBiased
      }
      first = owner
      firstKm = km
      firstBiased = biased
    } else if (owner !== first && biased < secondBiased) {
      second = owner
      secondKm = km
      secondBiased = biased
    }
  }
  return { first: distance(zones, first, firstKm, firstBiased), second: distance(zones, second, secondKm, secondBiased) }
}

const distance = (zones: Anchors['zones'], at: number, distanceKm: number, biasedKm: number): ZoneDistance | null =>
  at < 0 ? null : { zone: zones[at]!.code, distanceKm, biasedKm }

/** Every top-level zone that has an anchor, nearest first; equals by code. */
export function zonesByDistance(point: LngLat, config: CompiledConfig): ZoneDistance[] {
  const from = unitVector(point)
  const distances = anchoredZones(config).map((zone): ZoneDistance => {
    const km = arcKm(nearestChord2(from, anchorsOf([zone]).vectors))
    return { zone: zone.code, distanceKm: km, biasedKm: withBias(km, zone.bias) }
  })
  return distances.sort((a, b) => a.biasedKm - b.biasedKm || (a.zone < b.zone ? -1 : 1))
}

/** Made once a compiled configuration. */
const known = new WeakMap<CompiledConfig, Anchors>()

function anchorsIn(config: CompiledConfig): Anchors {
  let anchors = known.get(config)
  if (!anchors) {
    anchors = anchorsOf(anchoredZones(config))
    known.set(config, anchors)
  }
  return anchors
}

/** Those that the rule chooses among, in the order of codes. */
export function anchoredZones<Z extends AnchoredZone>({
  topZones,
  zones,
}: {
  topZones: readonly ZoneCode[]
  zones: ReadonlyMap<ZoneCode, Z>
}): Z[] {
  return [...topZones].sort().flatMap((code) => {
    const zone = zones.get(code)
    return zone && zone.anchors.length > 0 ? [zone] : []
  })
}
