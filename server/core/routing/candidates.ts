// One node put to the filters as they are written.

import type { Filter, Job } from './filters'
import type { FleetNode } from './types'

/** A node is registered until this long after it was last seen. */
export const registeredMs = 30 * 86_400_000

/** A record without a verdict, which nobody should write, is no node: it may not stand in the way of the others. */
export function isNode(node: FleetNode): boolean {
  return Boolean(node.geo?.verdict?.place && node.geo.containment)
}

export function isRegistered(node: FleetNode, now: number): boolean {
  return node.lastSeenAt >= now - registeredMs
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
