import type { FleetNode } from './types'

/** Leases are part of what is in flight; whoever writes a node by hand may know one of the two only. */
export function freeSlots(node: Pick<FleetNode, 'slots' | 'inFlight' | 'leased'>): number {
  const free = node.slots - Math.max(node.inFlight, node.leased)
  return free > 0 ? free : 0
}
