// One change that might help, and how a policy or a node is changed in a copy of the world.

import type { CompiledConfig } from '../../config/compiled'
import type { Policy } from '../../config/schema'
import { withSubcloud } from '../../config/with-subcloud'
import type { DecideContext, FilterName, FleetNode, RouteRequest, Snapshot } from '../types'

export type Attempt = { snapshot: Snapshot; request: RouteRequest; context: DecideContext }
export type Change = {
  kind: FilterName | 'fallback' | 'budget' | 'origin' | 'stale' | 'new_nodes'
  sentence: string
  cost: number
  apply(at: Attempt): Attempt
}

export function withConfig(at: Attempt, change: (config: CompiledConfig) => CompiledConfig): Attempt {
  return { ...at, snapshot: { ...at.snapshot, config: change(at.snapshot.config) } }
}

export function withPolicy(at: Attempt, change: (policy: Policy) => Policy): Attempt {
  const { subcloud } = at.request
  return withConfig(at, (config) => {
    const own = subcloud === null ? undefined : config.subclouds.get(subcloud)
    if (!own) return config
    return withSubcloud(config, { ...own, policy: change(own.policy) })
  })
}

export function withNodes(at: Attempt, changed: readonly FleetNode[]): Attempt {
  const all = new Map([...at.snapshot.fleet.nodes, ...changed.map((node) => [node.id, node] as const)])
  const nodes = new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)))
  return { ...at, snapshot: { ...at.snapshot, fleet: { nodes } } }
}
