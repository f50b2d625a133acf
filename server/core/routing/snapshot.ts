// The snapshot: one configuration, the live fleet and the gate, from which any number of decisions are made.

import type { GateView } from '../activation/types'
import type { CompiledConfig } from '../config/compiled'
import type { FleetNode, NodeId, Snapshot } from './types'

/** Nodes are held by id in ascending order, whatever order they came in: the same fleet always reads the same. */
export function makeSnapshot(config: CompiledConfig, nodes: Iterable<FleetNode>, gate: GateView): Snapshot {
  const sorted = [...nodes].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return { config, fleet: { nodes: new Map<NodeId, FleetNode>(sorted.map((node) => [node.id, node])) }, gate }
}

/** Leases are part of what is in flight; whoever writes a node by hand may know one of the two only. */
export function freeSlots(node: Pick<FleetNode, 'slots' | 'inFlight' | 'leased'>): number {
  const free = node.slots - Math.max(node.inFlight, node.leased)
  return free > 0 ? free : 0
}
