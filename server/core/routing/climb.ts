// Climbing a ladder: rung after rung until one has an eligible node. What was looked at on the way is the trace.

import { firstFailed, type RungScan, scanFleet } from './candidates'
import type { Filter, Job } from './filters'
import type { RungPlan } from './ladder'
import { affineNode, type PickBy, pickFrom } from './pick'
import type { Fleet, FleetNode, Pick, RungTrace, SampledCandidate } from './types'

export type Climb = {
  /** As they were tried, up to and with the one that served; all of them where none did. */
  rungs: readonly RungTrace[]
  pick: Pick | null
  fallback: boolean
  affinity: 'kept' | 'broken' | null
}

/** `order`: the rungs' indices as they are tried, where it is not the ladder's own. */
export function climb(
  fleet: Fleet,
  job: Job,
  ladder: readonly RungPlan[],
  by: PickBy,
  filters: readonly Filter[],
  order: readonly number[] | null = null,
): Climb {
  const rungs: RungTrace[] = []
  const seen: RungScan[] = []
  for (const scan of scanFleet(fleet, job, ladder, filters, order)) {
    const sampled = pickFrom(scan.pool, by)
    rungs.push(traceOf(scan, sampled))
    seen.push(scan)
    const best = sampled[0]
    if (best === undefined) continue
    const pick = { nodeId: best.id, servedZone: best.zone, servedCountry: best.country, rung: scan.plan.rung, distanceKm: best.distanceKm }
    return {
      rungs,
      pick,
      fallback: scan.plan !== ladder[0],
      affinity: by.affinityKey === null ? null : affinityOf(seen, by.affinityKey, job, filters),
    }
  }
  return { rungs, pick: null, fallback: false, affinity: null }
}

function traceOf({ plan, candidates, cut, pool }: RungScan, sampled: readonly SampledCandidate[]): RungTrace {
  return { rung: plan.rung, zone: plan.zone, token: plan.token, candidates, cut, eligible: pool.length, sampled }
}

/** A node unheard of for longer does not count as a conversation's any more. */
const conversationMs = 3_600_000
const passing = new Set(['liveness', 'drained', 'trust', 'tried', 'capacity'])

/** Broken when the node that the key would fall to, were nothing amiss, is not eligible. */
function affinityOf(seen: readonly RungScan[], key: string, job: Job, filters: readonly Filter[]): 'kept' | 'broken' {
  const lasting = filters.filter(({ name }) => !passing.has(name))
  const couldServe = (node: FleetNode) => job.now - node.lastSeenAt <= conversationMs && firstFailed(node, job, lasting) < 0
  for (const { registered, pool } of seen) {
    const own = affineNode(registered.filter(couldServe), key)
    if (own !== null) return pool.includes(own) ? 'kept' : 'broken'
  }
  return 'kept'
}
