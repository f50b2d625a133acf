// The nearest-zone rule for origins that are in no zone: a preference only, it never puts anybody *in* a zone.
// A top-level zone is as far as its nearest own anchor, stretched or shortened by its bias. The nearest is taken when it
// really lies within 5,000 km and is clearly nearer than the next: `(d2 − d1) / d2 ≥ 10 %` after bias, else two
// neighbours of the middle line would be sent to opposite ends of the world.

import type { CompiledConfig } from '../config/compiled'
import { distanceKm } from '../geo/distance'
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
  const [first, second = null] = zonesByDistance(point, config)
  if (!first || first.distanceKm > nearestMaxKm) return null
  if (second && !((second.biasedKm - first.biasedKm) / second.biasedKm >= nearestMargin)) return null
  return { ...first, second }
}

/** Every top-level zone that has an anchor, nearest first; equals by code. */
export function zonesByDistance(point: LngLat, config: CompiledConfig): ZoneDistance[] {
  const distances: ZoneDistance[] = []
  for (const code of config.topZones) {
    const zone = config.zones.get(code)
    if (!zone || zone.anchors.length === 0) continue
    let nearest = Infinity
    for (const { lng, lat } of zone.anchors) nearest = Math.min(nearest, distanceKm(point, [lng, lat]))
    distances.push({ zone: code, distanceKm: nearest, biasedKm: withBias(nearest, zone.bias) })
  }
  return distances.sort((a, b) => a.biasedKm - b.biasedKm || (a.zone < b.zone ? -1 : 1))
}

/** Bias in −99..99 per cent: positive brings a zone nearer, negative pushes it away. */
export function withBias(km: number, bias: number): number {
  return bias >= 0 ? km * (1 - bias / 100) : km / (1 + bias / 100)
}
