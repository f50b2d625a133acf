// The fleet added up: per pool and label what there is and what is in use, per zone how many nodes are live. One pass over
// all nodes, in slices: whoever runs it decides what happens between them.

import type { CompiledConfig } from '../../config/compiled'
import type { ZoneCode } from '../../geo/place'
import { isNode } from '../candidates'
import { isInService } from '../filters'
import { freeSlots } from '../free-slots'
import { knownPlace } from '../known-place'
import { isolatedIn } from '../membership'
import type { FleetNode } from '../types'
import { type PoolKey, poolKey } from './types'

export type Tally = { slots: number; used: number; leased: number; live: number; total: number }

export type FleetTally = {
  pools: Map<PoolKey, Map<ZoneCode | null, Tally>>
  /** Live nodes by zone, its descendants' included. */
  live: Map<ZoneCode, number>
  /** Live nodes by label alone. */
  labelled: Map<ZoneCode | null, number>
}

const SLICE = 500
/** A node that has been silent for longer is not missed any more. */
const missedForMs = 3_600_000

export function* tallyFleet(nodes: Iterable<FleetNode>, config: CompiledConfig, now: number): Generator<void, FleetTally> {
  const tally: FleetTally = { pools: new Map(), live: new Map([...config.zones.keys()].map((zone) => [zone, 0])), labelled: new Map() }
  let seen = 0
  for (const node of nodes) {
    if (isNode(node)) addNode(tally, node, config, now)
    if (++seen % SLICE === 0) yield
  }
  return tally
}

function addNode({ pools, live, labelled }: FleetTally, node: FleetNode, config: CompiledConfig, now: number): void {
  if (node.status === 'left' || now - Math.max(node.liveUntil, node.lastSeenAt) > missedForMs) return
  const label = knownPlace(node) === null ? null : node.geo.containment.label
  const isLive = now <= node.liveUntil
  if (isLive) {
    labelled.set(label, (labelled.get(label) ?? 0) + 1)
    const zone = label === null ? undefined : config.zones.get(label)
    if (zone) for (const code of [zone.code, ...zone.ancestors]) live.set(code, (live.get(code) ?? 0) + 1)
  }
  const serves = isLive && isInService(node, now)
  const used = node.slots - freeSlots(node)
  const holder = isolatedIn(node, config)
  for (const environment of node.environments) {
    for (const model of node.models) {
      const sum = sumOf(pools, poolKey(environment, holder, model), label)
      sum.total++
      sum.leased += node.leased
      if (!serves) continue
      sum.live++
      sum.slots += node.slots
      sum.used += used
    }
  }
}

function sumOf(pools: FleetTally['pools'], key: PoolKey, label: ZoneCode | null): Tally {
  const labels = pools.get(key) ?? new Map<ZoneCode | null, Tally>()
  const sum = labels.get(label) ?? { slots: 0, used: 0, leased: 0, live: 0, total: 0 }
  if (sum.total === 0) pools.set(key, labels.set(label, sum))
  return sum
}
