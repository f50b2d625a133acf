// The snapshot: one configuration, the live fleet and the gate, from which any number of decisions are made.

import type { GateView } from '../activation/types'
import type { CompiledConfig } from '../config/compiled'
import { toEnd } from '../steps'
import { indexSteps } from './fleet/index-fleet'
import type { FleetNode, NodeId, Snapshot } from './types'

/** Nodes are held by id in ascending order, whatever order they came in: the same fleet always reads the same. A step a node. */
export function* snapshotSteps(config: CompiledConfig, nodes: Iterable<FleetNode>, gate: GateView): Generator<void, Snapshot> {
  const sorted = [...nodes].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const byId = new Map<NodeId, FleetNode>(sorted.map((node) => [node.id, node]))
  return { config, fleet: { nodes: byId, index: yield* indexSteps(config, byId) }, gate }
}

export const makeSnapshot = (config: CompiledConfig, nodes: Iterable<FleetNode>, gate: GateView): Snapshot =>
  toEnd(snapshotSteps(config, nodes, gate))
