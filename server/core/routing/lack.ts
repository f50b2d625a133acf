// What stands in a refused job's way: every registered node looked at once, by the words of the index where there is one made
// under this configuration, else as the object that it is. Both find the same.

import { isNode, isRegistered } from './candidates'
import { failingsOf, firstOf } from './failings'
import { filters as allFilters, type Filter, type Job } from './filters'
import { lackByIndex } from './fleet/lack-index'
import { knownPlace } from './known-place'
import { type Lack, LackTally } from './lack-tally'
import { buildLadder, type RungPlan, rungFinder } from './ladder'
import type { Preference } from './preference'
import { setAsideForS } from './set-aside'
import type { SpillTrace } from './spill/types'
import type { Fleet, FleetNode, Miss } from './types'
import type { Way } from './way'

/** `rungs`: how many of the way's ladder may be used. */
export function lackOf(fleet: Fleet, job: Job, way: Way, rungs: number, preference: Preference, filters: readonly Filter[]): Lack {
  const { index } = fleet
  if (index !== undefined && filters === allFilters && index.answers(job.config, job.now))
    return lackByIndex(index, job, way, rungs, preference)
  return lackByScan(fleet.nodes.values(), job, way.ladder.slice(0, rungs), preference, filters)
}

function lackByScan(
  nodes: Iterable<FleetNode>,
  job: Job,
  ladder: readonly RungPlan[],
  preference: Preference,
  filters: readonly Filter[],
): Lack {
  const tally = new LackTally(ladder.length)
  const inLadder = rungFinder(ladder, job.config)
  const inAdjacent = rungFinder(buildLadder(job.config, preference, 'adjacent'), job.config)
  for (const node of nodes) {
    if (!isRegistered(node, job.now) || !isNode(node)) continue
    const failings = failingsOf(node, job, filters)
    const zone = knownPlace(node) === null ? null : node.geo.containment.label
    tally.add(failings, inLadder(node), inAdjacent(node) >= 0, tally.numberOf(zone), setAsideForS(node, firstOf(failings), job.now))
  }
  return tally.lack()
}

/** Where the spill budget is used up, it and not the policy's fallback is what keeps the later rungs out of reach. */
export function blameBudget(misses: readonly Miss[], spill: SpillTrace | null): readonly Miss[] {
  if (spill?.by !== 'budget_spent') return misses
  return misses.map((miss) => (miss.kind === 'fallback' ? { ...miss, kind: 'budget' } : miss))
}
