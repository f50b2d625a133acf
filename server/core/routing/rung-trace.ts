// A rung as the trace shows it, from the record that the climb left.

import { compareCandidates } from './draw'
import type { Count } from './lack-tally'
import { type Looked, passingFilters, type RungRecord } from './looked'
import type { RungTrace, SampledCandidate } from './types'

/** `whole`: the rung counted whole, where that was asked for. */
export function rungTrace(record: RungRecord, whole: Count | null, order: number, byHash: boolean): RungTrace {
  const { plan, found } = record
  const sampled = [...found].sort(compareCandidates(order, byHash)).map(sampledOf)
  return { rung: plan.rung, zone: plan.zone, token: plan.token, ...countsOf(record, whole), sampled }
}

function countsOf({ candidates, cuts, eligible }: RungRecord, whole: Count | null): Pick<RungTrace, 'counted' | keyof Count> {
  if (whole !== null) return { counted: 'all', ...whole }
  const cut: RungTrace['cut'] = {}
  let looked = eligible
  passingFilters.forEach((name, i) => {
    if (cuts[i]! > 0) cut[name] = cuts[i]!
    looked += cuts[i]!
  })
  return { counted: looked === candidates ? 'pool' : 'looked', candidates, cut, eligible }
}

function sampledOf({ id, geo, free, slots, km, permille, score }: Looked): SampledCandidate {
  const { zone, country, level } = geo
  return { id, zone, country, free, slots, distanceKm: km < 0 ? null : km, trust: level, failureRate: permille / 1000, score: score / 1e6 }
}
