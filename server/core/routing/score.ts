// How good a candidate is: the lower, the better. Load counts most; being reliable and near count beside it, so that
// of two equally loaded nodes the nearer wins, and a nearer one that is a fifth fuller does not.
// Distance is taken in steps of 50 km: the origin is only known to a cell of about that size, and nodes of one city
// are to share evenly. Inputs are rounded first, so that a replay from the trace computes the same number.

import { distanceKm } from '../geo/distance'
import type { LngLat } from '../geo/place'
import { knownPlace } from './known-place'
import { freeSlots } from './snapshot'
import type { FleetNode, SampledCandidate } from './types'

export type Weights = {
  /** What the far end of the world costs, in loads. */
  distance: number
  /** The distance that costs half of that, and what an unknown one counts as. */
  middleKm: number
  /** What a node costs that always fails, in loads. */
  failure: number
}

export const weights: Weights = { distance: 0.35, middleKm: 1500, failure: 1 }
const stepKm = 50

export function sampleOf(node: FleetNode, geo: boolean, origin: LngLat | null): SampledCandidate {
  const place = knownPlace(node)
  const known = {
    id: node.id,
    zone: place === null ? null : node.geo.containment.label,
    country: place?.country ?? null,
    free: freeSlots(node),
    slots: node.slots,
    distanceKm: origin === null || !place?.point ? null : Math.round(distanceKm(origin, place.point) * 10) / 10,
    trust: node.geo.verdict.level,
    failureRate: Math.round(node.failureRate * 1000) / 1000,
  }
  return { ...known, score: scoreOf(known, geo) }
}

/** Load is what it would be with the job. With the gate off only load and reliability count. */
export function scoreOf(one: Omit<SampledCandidate, 'score'>, geo: boolean, { distance, middleKm, failure }: Weights = weights): number {
  const load = one.slots > 0 ? (one.slots - one.free + 1) / one.slots : 1
  const km = one.distanceKm === null ? middleKm : Math.round(one.distanceKm / stepKm) * stepKm
  const far = geo ? (distance * km) / (km + middleKm) : 0
  return Math.round((load + failure * one.failureRate + far) * 1e6) / 1e6
}

/** 0 for a place that is believed, 1 for one that is not proven or unknown, 2 for one that is contradicted: served last. */
export function trustTier(node: FleetNode): 0 | 1 | 2 {
  const { level, place } = node.geo.verdict
  if (level === 'contradicted' || level === 'impossible') return 2
  const unknown = place.country === null && node.geo.containment.label === null
  return level === 'unverified' || unknown ? 1 : 0
}
