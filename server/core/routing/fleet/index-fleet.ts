import type { CompiledConfig } from '../../config/compiled'
import { toEnd } from '../../steps'
import type { FleetNode, NodeId } from '../types'
import { FleetIndex } from './fleet-index'

/** The whole of a fleet indexed; a step a node. */
export function* indexSteps(config: CompiledConfig, nodes: ReadonlyMap<NodeId, FleetNode>): Generator<void, FleetIndex> {
  const index = new FleetIndex(config, nodes)
  for (const node of nodes.values()) yield void index.enter(node)
  index.rebuild()
  return index
}

export const indexFleet = (config: CompiledConfig, nodes: ReadonlyMap<NodeId, FleetNode>): FleetIndex => toEnd(indexSteps(config, nodes))
