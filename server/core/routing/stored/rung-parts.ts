// A rung and its candidates put together from what they are stored as, since the second version: what follows from the rest of it
// is not stored.

import { zoneOf } from '../../boundary/tokens'
import type { Unpacker } from '../../bytes/unpacker'
import type { RungTrace, SampledCandidate } from '../types'

/** What candidates of a place have in common. */
export type Spot = Pick<SampledCandidate, 'zone' | 'country' | 'trust'>

/** `spots`: of the ladder so far. The next one is stored with its first candidate. */
export function spotOf(from: Unpacker, spots: Spot[], place: number): Spot {
  if (place === spots.length) spots.push({ zone: from.textOrNull(), country: from.textOrNull(), trust: from.text() })
  const spot = spots[place]
  if (spot === undefined) throw new RangeError('a place that no candidate before was in')
  return spot
}

/** `km`: distance and one, 0 where it is not known. */
export type Numbers = { free: number; slots: number; km: number; permille: number; score: number }

export const numbersOf = (from: Unpacker): Numbers => ({
  free: from.number(),
  slots: from.number(),
  km: from.number(),
  permille: from.number(),
  score: from.number(),
})

export function candidateOf(id: string, { zone, country, trust }: Spot, { free, slots, km, permille, score }: Numbers): SampledCandidate {
  const distanceKm = km === 0 ? null : km - 1
  return { id, zone, country, free, slots, distanceKm, trust, failureRate: permille / 1000, score: score / 1e6 }
}

type Stored = Pick<RungTrace, 'rung' | 'token' | 'candidates' | 'cut' | 'eligible' | 'sampled'>

/** `isWhole`: its counts are of every node. */
export function rungFrom(isWhole: boolean, { rung, token, candidates, cut, eligible, sampled }: Stored): RungTrace {
  const looked = Object.values(cut).reduce((sum, count) => sum + count, eligible)
  const counted = isWhole ? 'all' : looked === candidates ? 'pool' : 'looked'
  return { rung, zone: zoneOf(token), token, counted, candidates, cut, eligible, sampled }
}
