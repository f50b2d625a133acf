// How good a candidate is: the lower, the better. Load counts most; being reliable and near count beside it, so that
// of two equally loaded nodes the nearer wins, and a nearer one that is a fifth fuller does not.
// Distance is taken in steps of 50 km: the origin is only known to a cell of about that size, and nodes of one city
// are to share evenly. Inputs are rounded first, so that a replay from the trace computes the same number.
//
// Load is taken as it would be with the job: an empty node of one slot would be full, one of eight hardly touched, and what a router
// does not see of a node hurts the first more. Simulated (`npm run bench -- --only selection`, 2026-11: 120 unequal nodes, heartbeats of
// 15 s, medians of five worlds), mean and p99 of wait and network at 50, 80 and 95 % of capacity, in ms:
//   this score              192 3008 · 398 4397 · 509 4682
//   load before the job     272 4436 · 437 4856 · 475 4284
//   two choices by load     275 4389 · 440 5030 · 513 4621
//   Prequal, with probes    306 3807 · 435 4689 · 621 5344
// Drawing three, four, eight or all (two are worse), a distance weight of 0 to 0.7 and a failure weight of 0 to 4 differ by less than the worlds do, so three are
// drawn, and the weights say what is meant: the nearer of equals, and a node that fails every fifth time is as good as a fifth fuller.

import { earthRadiusKm } from '../geo/distance'
import type { FleetNode, SampledCandidate } from './types'

export type Weights = {
  /** What the far end of the world costs, in loads. */
  distance: number
  /** The distance that costs half of that, and what an unknown one counts as. */
  middleKm: number
  /** What a node costs that always fails, in loads. */
  failure: number
}

/** In use; others are for comparing. */
export const weights: Weights = { distance: 0.35, middleKm: 1500, failure: 1 }
const stepKm = 50
const million = 1e6

/** Weights as a decision uses them: whole millionths, by steps of distance, so that a candidate costs one division. */
export type Scale = { readonly perPermille: number; readonly unknown: number; readonly bySteps: Int32Array }

export function scaleOf({ distance, middleKm, failure }: Weights): Scale {
  const cost = (km: number) => Math.round((million * distance * km) / (km + middleKm))
  const farthest = Math.ceil((Math.PI * earthRadiusKm) / stepKm)
  return {
    perPermille: Math.round((million * failure) / 1000),
    unknown: cost(middleKm),
    bySteps: Int32Array.from({ length: farthest + 1 }, (_, step) => cost(step * stepKm)),
  }
}

const usual = scaleOf(weights)

/** Load is what it would be with the job. With the gate off only load and reliability count. */
export function scoreOf(one: Omit<SampledCandidate, 'score'>, geo: boolean, by: Scale = usual): number {
  const { free, slots, failureRate, distanceKm } = one
  return score(free, slots, Math.round(failureRate * 1000), distanceKm ?? -1, geo, by) / million
}

/** The same of whole numbers, in millionths: the failure rate in thousandths, `km` below 0 where it is not known. */
export function score(free: number, slots: number, permille: number, km: number, geo: boolean, by: Scale = usual): number {
  const load = slots > 0 ? (((slots - free + 1) * million) / slots + 0.5) | 0 : million
  const sure = load + by.perPermille * permille
  if (!geo) return sure
  return sure + (km < 0 ? by.unknown : by.bySteps[((km + stepKm / 2) / stepKm) | 0]!)
}

/** 0 for a place that is believed, 1 for one that is not proven or unknown, 2 for one that is contradicted: served last. */
export function trustTier(node: Pick<FleetNode, 'geo'>): 0 | 1 | 2 {
  const { level, place } = node.geo.verdict
  if (level === 'contradicted' || level === 'impossible') return 2
  const unknown = place.country === null && node.geo.containment.label === null
  return level === 'unverified' || unknown ? 1 : 0
}
