// The one way from the fleet to candidates. It takes a job, which cannot be made without a boundary, and what it
// hands out is branded, so that no pick can be made from a list that did not come through here. A faster index
// replaces `scanFleet` and `failuresOf` and nothing else.

import { type Filter, type Job, lastingFilters } from './filters'
import { type RungPlan, rungFinder } from './ladder'
import type { FilterName, Fleet, FleetNode } from './types'

declare const brand: unique symbol

/** Nodes that passed every filter of a job, in the fleet's order. */
export type EligiblePool = readonly FleetNode[] & { readonly [brand]: 'eligible' }

export type RungScan = {
  readonly plan: RungPlan
  readonly candidates: number
  readonly cut: Partial<Record<FilterName, number>>
  readonly pool: EligiblePool
  /** Everything the rung holds, eligible or not; for telling whether a conversation's node is gone. */
  readonly registered: readonly FleetNode[]
}

/** A node is registered until this long after it was last seen. */
export const registeredMs = 30 * 86_400_000

/**
 * Rung by rung, in the ladder's order or the one given (indices); filtered only when asked for, so that a job served in
 * its first rung pays for that one alone. Which rung holds a node is the ladder's business in any case.
 */
export function* scanFleet(
  fleet: Fleet,
  job: Job,
  ladder: readonly RungPlan[],
  filters: readonly Filter[],
  order: readonly number[] | null = null,
): Generator<RungScan> {
  const held: FleetNode[][] = ladder.map(() => [])
  const find = rungFinder(ladder, job.config)
  for (const node of registeredNodes(fleet, job.now)) {
    const index = find(node)
    if (index >= 0) held[index]!.push(node)
  }
  for (const index of order ?? ladder.keys()) yield scanRung(ladder[index]!, held[index]!, job, filters)
}

function scanRung(plan: RungPlan, nodes: readonly FleetNode[], job: Job, filters: readonly Filter[]): RungScan {
  const counts = new Array<number>(filters.length).fill(0)
  const pool: FleetNode[] = []
  for (const node of nodes) {
    const failed = firstFailed(node, job, filters)
    if (failed < 0) pool.push(node)
    else counts[failed]!++
  }
  const cut: Partial<Record<FilterName, number>> = {}
  for (let i = 0; i < counts.length; i++) if (counts[i]! > 0) cut[filters[i]!.name] = counts[i]!
  return { plan, candidates: nodes.length, cut, pool: pool as readonly FleetNode[] as EligiblePool, registered: nodes }
}

/** Index of the first filter that the node fails, or -1. A filter that throws is failed. */
export function firstFailed(node: FleetNode, job: Job, filters: readonly Filter[]): number {
  let i = 0
  try {
    for (; i < filters.length; i++) if (filters[i]!.passes(node, job) !== true) return i
    return -1
  } catch {
    return i
  }
}

/** Every registered node with the names of the filters that it fails. For refusals: not on the path of a served job. */
export function* failuresOf(
  fleet: Fleet,
  job: Job,
  filters: readonly Filter[],
): Generator<{ node: FleetNode; fails: readonly FilterName[] }> {
  for (const node of registeredNodes(fleet, job.now)) yield { node, fails: failures(node, job, filters) }
}

/** A record without a verdict, which nobody should write, is no node: it may not stand in the way of the others. */
function registeredNodes(fleet: Fleet, now: number): FleetNode[] {
  const oldest = now - registeredMs
  const found: FleetNode[] = []
  for (const node of fleet.nodes.values())
    if (node.lastSeenAt >= oldest && node.geo?.verdict?.place && node.geo.containment) found.push(node)
  return found
}

/** Whether the node could serve the job if it were live, trusted, free and a member. */
export function fitsLastingly(fails: readonly FilterName[]): boolean {
  return !fails.some((name) => lastingFilters.has(name))
}

function failures(node: FleetNode, job: Job, filters: readonly Filter[]): readonly FilterName[] {
  const fails: FilterName[] = []
  for (const filter of filters) if (!passesAlone(node, job, filter)) fails.push(filter.name)
  return fails
}

function passesAlone(node: FleetNode, job: Job, filter: Filter): boolean {
  try {
    return filter.passes(node, job) === true
  } catch {
    return false
  }
}
