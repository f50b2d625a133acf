// The five conditions of the gate for every top-level zone, from plain data. What is missing (null, or
// nothing to divide by) is not met; zero demand is data.

import type { CompiledConfig } from '../config/compiled'
import type { ZoneCode } from '../geo/place'
import type { FleetNode } from '../routing/types'
import { coverageSteps, type Demand } from './coverage'
import { endpointsCondition, metadataCondition, type VantagePoint } from './network-conditions'
import type { Condition } from './types'
import { coverageCondition, fallbackCondition, trustCondition, zonesOf } from './zone-conditions'

export type ConditionInput = {
  config: CompiledConfig
  nodes: readonly FleetNode[]
  /** Null: could not be read. */
  points: readonly VantagePoint[] | null
  /** Null: nothing was ever counted. */
  demand: Demand | null
  now: number
}

/** Node by node and zone by zone, for whoever has other things to do meanwhile. */
export function* conditionSteps({ config, nodes, points, demand, now }: ConditionInput): Generator<void, Map<ZoneCode, Condition[]>> {
  const { gate } = config.source
  const shared = [endpointsCondition(points, gate.endpoints, now), metadataCondition(nodes, gate.metadata, now)]
  const top = new Set(config.topZones)
  const rows = (yield* coverageSteps(nodes, config, demand, now)).filter((row) => top.has(row.zone))
  const rowsByZone = yield* grouped(rows, ({ zone }) => [zone])
  const rowsByModel = yield* grouped(rows, ({ model }) => [model])
  const nodesByZone = yield* grouped(nodes, (node) => zonesOf(node, config))
  const conditions = new Map<ZoneCode, Condition[]>()
  for (const zone of config.topZones) {
    const [own, members] = [rowsByZone.get(zone) ?? [], nodesByZone.get(zone) ?? []]
    conditions.set(zone, [
      ...shared,
      trustCondition(zone, members, points, config, now),
      coverageCondition(zone, own, members, config, demand, now),
      fallbackCondition(zone, own, rowsByModel, config, demand),
    ])
    yield
  }
  return conditions
}

function* grouped<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): Generator<void, ReadonlyMap<string, readonly T[]>> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    yield
    for (const key of keysOf(item)) {
      const group = groups.get(key)
      if (group) group.push(item)
      else groups.set(key, [item])
    }
  }
  return groups
}
