// The five conditions of the gate for every top-level zone, from plain data. What is missing (null, or
// nothing to divide by) is not met; zero demand is data.

import type { CompiledConfig } from '../config/compiled'
import type { ZoneCode } from '../geo/place'
import type { FleetNode } from '../routing/types'
import { type CoverageRow, coverage, type Demand } from './coverage'
import { endpointsCondition, metadataCondition, type VantagePoint } from './network-conditions'
import type { Condition } from './types'
import { coverageCondition, fallbackCondition, trustCondition } from './zone-conditions'

export type ConditionInput = {
  config: CompiledConfig
  nodes: readonly FleetNode[]
  /** Null: could not be read. */
  points: readonly VantagePoint[] | null
  /** Null: nothing was ever counted. */
  demand: Demand | null
  now: number
}

export function conditionsByZone({ config, nodes, points, demand, now }: ConditionInput): Map<ZoneCode, Condition[]> {
  const { gate } = config.source
  const shared = [endpointsCondition(points, gate.endpoints, now), metadataCondition(nodes, gate.metadata, now)]
  const rows: CoverageRow[] = coverage(nodes, config, demand, now)
  return new Map(
    config.topZones.map((zone) => [
      zone,
      [
        ...shared,
        trustCondition(zone, nodes, points, config, now),
        coverageCondition(zone, rows, nodes, config, demand, now),
        fallbackCondition(zone, rows, config, demand),
      ],
    ]),
  )
}
