// The order in which a job tries its rungs. As a rule that of the ladder; where the preferred zone is hot, the seed draws
// the rung that is tried first, by the rungs' shares, and the others follow in order: every rung is still tried, so that
// shedding neither refuses a job nor admits a node. A used-up spill budget leaves the preferred rung alone, as `fallback: none` does.

import type { Boundary } from '../../boundary/types'
import type { Subcloud } from '../../config/schema'
import { hashText, hashToIndex } from '../../hash/seed'
import { agnosticLadder, type RungPlan } from '../ladder'
import { overlaps } from '../preference'
import type { RouteRequest, Snapshot } from '../types'
import { rungShares } from './rung-shares'
import { poolKey, type RungShare, type SpillTrace } from './types'

export type Course = {
  ladder: readonly RungPlan[]
  /** Indices into the ladder, in the order they are tried; null: the ladder's own. */
  order: readonly number[] | null
  trace: SpillTrace | null
}

export function courseOf(
  { config, spill }: Snapshot,
  request: Pick<RouteRequest, 'model' | 'environment' | 'affinityKey'>,
  subcloud: Subcloud | null,
  boundary: Boundary,
  ladder: readonly RungPlan[],
  seed: string,
): Course {
  const plain: Course = { ladder, order: null, trace: null }
  if (!spill || ladder.length < 2 || ladder === agnosticLadder) return plain
  if (subcloud !== null && spill.spent.has(subcloud.slug)) return { ladder: ladder.slice(0, 1), order: null, trace: budgetSpent }
  const zone = ladder[0]!.zone
  if (zone === null || spill.pools.size === 0) return plain
  const pool = spill.pools.get(poolKey(request.environment, subcloud?.policy.isolate ? subcloud.slug : null, request.model))
  const since = pool?.hot.get(zone)
  if (!pool || since === undefined) return plain
  const rungs = rungShares(ladder, pool, config, (token) => overlaps(token, boundary, config))
  const by = request.affinityKey === null ? 'drawn' : 'conversation'
  const first = by === 'drawn' ? drawRung(rungs, seed) : 0
  return { ladder, order: first === 0 ? null : orderFrom(first, ladder.length), trace: { by, zone, since, mode: pool.mode, rungs, first } }
}

const budgetSpent: SpillTrace = { by: 'budget_spent', zone: null, since: null, mode: null, rungs: [], first: 0 }

/** The rung that the seed draws; the first where no rung can take anything. */
export function drawRung(rungs: readonly Pick<RungShare, 'share'>[], seed: string): number {
  let at = hashToIndex(hashText('spill', hashText(seed)), 100)
  for (let i = 0; i < rungs.length; i++) {
    at -= rungs[i]!.share
    if (at < 0) return i
  }
  return 0
}

export function orderFrom(first: number, rungs: number): readonly number[] {
  const others = Array.from({ length: rungs }, (_, i) => i).filter((i) => i !== first)
  return [first, ...others]
}
