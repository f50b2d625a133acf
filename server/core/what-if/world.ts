// The present fleet under any configuration: what is known of each node is judged anew, by the code that judges it live.

import type { GateView } from '../activation/types'
import type { CompiledConfig } from '../config/compiled'
import { makeSnapshot } from '../routing/snapshot'
import type { FleetNode, Snapshot } from '../routing/types'
import { judge } from '../trust/judge'
import type { Evidence } from '../trust/types'
import { type Supposition, supposeGate, supposeNodes } from './suppose'

/** A node with what its place is judged from, in place of the verdict. */
export type SeenNode = Omit<FleetNode, 'geo'> & { evidence: Evidence }

/** The fleet and the gate at one moment. */
export type Scene = { at: number; nodes: readonly SeenNode[]; gate: GateView }

/** 15–25 µs a node. */
export function judgeScene({ nodes, at }: Scene, config: CompiledConfig): FleetNode[] {
  return nodes.map(({ evidence, ...node }) => ({ ...node, geo: judge(evidence, config, at) }))
}

export function supposeWorld(
  judged: readonly FleetNode[],
  { gate, at }: Pick<Scene, 'gate' | 'at'>,
  supposed: readonly Supposition[],
  config: CompiledConfig,
): Snapshot {
  return makeSnapshot(config, supposeNodes(judged, supposed, config, at), supposeGate(gate, supposed, config))
}
