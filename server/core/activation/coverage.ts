// Zone × model: is there enough, on enough shoulders, for what is asked there. A node counts in the zone that labels it
// and in that zone's ancestors, once each. Only models that the configuration lists have rows (g07): otherwise anybody
// could stop a zone by registering a model that nobody else has.

import type { CompiledConfig } from '../config/compiled'
import type { GateSettings } from '../config/schema'
import type { ZoneCode } from '../geo/place'
import type { FleetNode } from '../routing/types'
import { floorPart, more, type Part } from './part'
import { createShares, isServing, type Supply, Tally } from './supply'

/** Demand in `[now − demandWindowS, now]`, each zone's with its descendants'. A listed pair without a row had none. */
export type Demand = { rows: readonly DemandRow[] }
export type DemandRow = { zone: ZoneCode; model: string; jobs: number; p95Slots: number }

export type CoverageRow = Supply & {
  zone: ZoneCode
  model: string
  /** Null where demand is unknown. */
  p95Slots: number | null
  /** Had demand in the window: counts for the gate. */
  served: boolean
  target: { nodes: number; operators: number; networks: number; slots: number; slotsWithoutLargest: number }
  met: boolean
  ratio: number
  missing: string[]
}

/** Stands for "any listed model": what a zone is held to while nobody asks anything of it. */
const anyModel = '*'
/** Coverage speaks of the production network. */
const environment = 'mainnet'

/** Node by node, for whoever has other things to do meanwhile. */
export function* coverageSteps(
  nodes: Iterable<FleetNode>,
  config: CompiledConfig,
  demand: Demand | null,
  now: number,
): Generator<void, CoverageRow[]> {
  const tallies = yield* tallyByPair(nodes, config, now)
  const demanded = new Map((demand?.rows ?? []).map((row) => [`${row.zone} ${row.model}`, row]))
  return [...config.zones.keys()].flatMap((zone) =>
    [...config.models].sort().map((model) => {
      const asked = demanded.get(`${zone} ${model}`)
      const p95Slots = demand === null ? null : (asked?.p95Slots ?? 0)
      return rowOf(
        zone,
        model,
        (tallies.get(zone)?.get(model) ?? new Tally()).total(),
        p95Slots,
        (asked?.jobs ?? 0) > 0,
        config.source.gate.coverage,
      )
    }),
  )
}

/** The zone's supply over all listed models, each node once. */
export function anyModelRow(nodes: Iterable<FleetNode>, config: CompiledConfig, zone: ZoneCode, now: number): CoverageRow {
  const tally = new Tally()
  const shareOf = createShares()
  const within = config.zones.get(zone)?.descendants
  for (const node of nodes) {
    const { label } = node.geo.containment
    if (label !== null && within?.has(label) && counts(node, now) && node.models.some((model) => config.models.has(model)))
      tally.add(shareOf(node))
  }
  return rowOf(zone, anyModel, tally.total(), 0, false, config.source.gate.coverage)
}

/** What is asked of a row, part by part; demand unknown asks only for the shoulders. */
export function coverageParts(row: CoverageRow): Part[] {
  const { target, model } = row
  const of = model === anyModel ? '' : ` for ${model}`
  const part = (value: number, wanted: number, one: string, many: string, tail = '') =>
    floorPart(value, wanted, many, `${more(wanted - value, one, many)}${of}${tail}`)
  return [
    part(row.nodes, target.nodes, 'node', 'nodes'),
    part(row.operators, target.operators, 'operator', 'operators'),
    part(row.networks, target.networks, 'network', 'networks'),
    part(row.slots, target.slots, 'slot', 'slots'),
    part(row.slotsWithoutLargest, target.slotsWithoutLargest, 'slot', 'slots', ' beside the largest operator'),
  ]
}

function counts(node: FleetNode, now: number): boolean {
  return isServing(node, now) && node.environments.includes(environment)
}

type Tallies = Map<ZoneCode, Map<string, Tally>>

/** By zone and model. A node is added to those of the zone that labels it, and zone by zone all that is in one to its ancestors. */
function* tallyByPair(nodes: Iterable<FleetNode>, config: CompiledConfig, now: number): Generator<void, Tallies> {
  const byLabel: Tallies = new Map()
  const shareOf = createShares()
  for (const node of nodes) {
    yield
    const { label } = node.geo.containment
    if (label === null || !config.zones.has(label) || !counts(node, now)) continue
    const share = shareOf(node)
    const ofZone = madeIn(byLabel, label, newMap)
    for (const model of new Set(node.models)) if (config.models.has(model)) madeIn(ofZone, model, newTally).add(share)
  }
  const tallies: Tallies = new Map()
  for (const [label, ofZone] of byLabel) {
    yield
    for (const code of [label, ...config.zones.get(label)!.ancestors])
      for (const [model, tally] of ofZone) madeIn(madeIn(tallies, code, newMap), model, newTally).addAll(tally)
  }
  return tallies
}

function madeIn<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

const newMap = () => new Map<string, Tally>()
const newTally = () => new Tally()

function rowOf(
  zone: ZoneCode,
  model: string,
  supply: Supply,
  p95Slots: number | null,
  served: boolean,
  settings: GateSettings['coverage'],
): CoverageRow {
  const target = {
    nodes: settings.nodes,
    operators: settings.operators,
    networks: settings.networks,
    slots: Math.ceil(settings.headroom * (p95Slots ?? 0)),
    slotsWithoutLargest: Math.ceil(settings.headroomWithoutLargest * (p95Slots ?? 0)),
  }
  const row: CoverageRow = { zone, model, ...supply, p95Slots, served, target, met: false, ratio: 0, missing: [] }
  const parts = coverageParts(row)
  const ratio = Math.min(...parts.map((part) => part.ratio))
  return {
    ...row,
    ratio,
    met: p95Slots !== null && ratio >= 1,
    missing: [...parts.flatMap((part) => part.missing ?? []), ...(p95Slots === null ? ['demand is not known yet'] : [])],
  }
}
