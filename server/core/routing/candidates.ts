// The whole fleet put to the filters as they are written, one node after the other: for counting every rung whole, for what
// is near to eligible, and beneath `scan`. The fast way to a pick is `fleet/`.

import { type Filter, type Job, lastingFilters } from './filters'
import { type RungPlan, rungFinder } from './ladder'
import type { FilterName, Fleet, FleetNode } from './types'

/** A node is registered until this long after it was last seen. */
export const registeredMs = 30 * 86_400_000

/** A record without a verdict, which nobody should write, is no node: it may not stand in the way of the others. */
export function isNode(node: FleetNode): boolean {
  return Boolean(node.geo?.verdict?.place && node.geo.containment)
}

export function isRegistered(node: FleetNode, now: number): boolean {
  return node.lastSeenAt >= now - registeredMs
}

export type Count = { candidates: number; cut: Partial<Record<FilterName, number>>; eligible: number }

/** Every registered node by the rung that holds it and the first filter that it fails. */
export function countRungs(fleet: Fleet, job: Job, ladder: readonly RungPlan[], filters: readonly Filter[]): Count[] {
  const counts = ladder.map(() => new Array<number>(filters.length).fill(0))
  const eligible = ladder.map(() => 0)
  const find = rungFinder(ladder, job.config)
  for (const node of registeredNodes(fleet, job.now)) {
    const rung = find(node)
    if (rung < 0) continue
    const failed = firstFailed(node, job, filters)
    if (failed < 0) eligible[rung]!++
    else counts[rung]![failed]!++
  }
  return counts.map((failed, rung) => {
    const cut: Count['cut'] = {}
    for (let i = 0; i < failed.length; i++) if (failed[i]! > 0) cut[filters[i]!.name] = failed[i]!
    return { candidates: failed.reduce((sum, n) => sum + n, eligible[rung]!), cut, eligible: eligible[rung]! }
  })
}

/** Until when time alone changes nothing in what the filters say of any node; before `now` where something told counts the seconds. */
export function unchangedUntil(fleet: Fleet, now: number): number {
  let until = Number.POSITIVE_INFINITY
  for (const { lastSeenAt, liveUntil, quarantinedUntil, ejectedUntil } of fleet.nodes.values()) {
    if (liveUntil >= now && liveUntil < until) until = liveUntil
    if (lastSeenAt + registeredMs >= now && lastSeenAt + registeredMs < until) until = lastSeenAt + registeredMs
    if (quarantinedUntil !== null && quarantinedUntil > now && quarantinedUntil <= until) until = quarantinedUntil - 1
    if (ejectedUntil && ejectedUntil > now) return Number.NEGATIVE_INFINITY
  }
  return until
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

function* registeredNodes(fleet: Fleet, now: number): Generator<FleetNode> {
  for (const node of fleet.nodes.values()) if (isRegistered(node, now) && isNode(node)) yield node
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
