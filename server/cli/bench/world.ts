// The worlds that the benchmark decides in: the same ones on every machine, made by the code that the product uses
// (compiled configuration, judged places, the replica's fleet), so that objects have the shapes that they have in production.

import type { GateView } from '@/server/core/activation/types'
import { compileConfig } from '@/server/core/config/compile'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { type PoolSpill, poolKey, type SpillView } from '@/server/core/routing/spill/types'
import type { NodeGeo, RouteRequest, Snapshot } from '@/server/core/routing/types'
import type { Judge } from '@/server/replica/fleet-places'
import { FleetState } from '@/server/replica/fleet-state'
import { judgeRecord } from '@/server/replica/node-geo'
import { seededRandom } from '../demo/random'
import { models, slugs, worldConfig } from './world-config'
import { at, gpsCountry, nodeLive, nodeRecord } from './world-nodes'
import { routeRequest } from './world-requests'

export type World = {
  config: CompiledConfig
  fleet: FleetState
  requests: readonly RouteRequest[]
  seeds: readonly string[]
  snapshot(spill?: SpillView): Snapshot
}

const requestCount = 256
const calm: SpillView = { pools: new Map(), spent: new Set() }
const nobody: ReadonlySet<string> = new Set()

export function createWorld(nodes: number, seed = 1): World {
  const config = compileConfig(worldConfig(), 1)
  const fleet = createFleet(config, 'shared')
  const random = seededRandom(seed)
  for (let i = 0; i < nodes; i++) {
    const record = nodeRecord(random)
    fleet.accept(record, nodeLive(record, random), true)
  }
  const forRequests = seededRandom(seed + 1)
  const gate = gateOn(config)
  return {
    config,
    fleet,
    requests: Array.from({ length: requestCount }, () => routeRequest(config, forRequests)),
    seeds: Array.from({ length: 257 }, () =>
      forRequests
        .int(2 ** 32)
        .toString(16)
        .padStart(16, '5'),
    ),
    snapshot: (spill = calm) => ({ config, fleet: fleet.fleet, gate, spill, panic: nobody }),
  }
}

/** `places: 'shared'` judges each combination of claim and evidence once and copies the verdict: a million nodes in seconds. */
export function createFleet(config: CompiledConfig, places: 'judged' | 'shared' = 'judged'): FleetState {
  const judge: Judge = (record, observedAt, under) => judgeRecord(record, observedAt, under, gpsCountry, at)
  return new FleetState(config, null, places === 'judged' ? judge : copying(judge))
}

function copying(judge: Judge): Judge {
  const judged = new Map<string, NodeGeo>()
  return (record, observedAt, config) => {
    const { regionTag, gps, addressFacts } = record
    const kind = `${regionTag} ${addressFacts.databases.map(({ country }) => country).join(' ')}`
    const geo = judged.get(kind) ?? judge(record, observedAt, config)
    judged.set(kind, geo)
    const { verdict, containment } = geo
    const place = { ...verdict.place, point: verdict.place.point && gps ? gps.point : verdict.place.point }
    return {
      verdict: { ...verdict, place, areas: verdict.areas.map((area) => ({ ...area })), reasons: [...verdict.reasons] },
      containment: { ...containment },
    }
  }
}

export function gateOn(config: CompiledConfig): GateView {
  return { zones: Object.fromEntries(config.topZones.map((zone) => [zone, { state: 'on' as const, canaryPct: 100 }])), override: null }
}

/** More is asked of every zone and model than it has slots for. */
export function everyZoneHot({ zones }: CompiledConfig): SpillView {
  const loads = new Map([...zones.keys()].map((zone) => [zone, { slots: 1_000, used: 900, offered: 1_200, live: 200, total: 210 }]))
  const pool: PoolSpill = { mode: 'capacity', loads, hot: new Map([...zones.keys()].map((zone) => [zone, at - 60_000])) }
  const keys = models.flatMap((model) => [null, ...slugs].map((holder) => poolKey('mainnet', holder, model)))
  return { pools: new Map(keys.map((key) => [key, pool])), spent: new Set() }
}
