// The conditions of one top-level zone: how far its nodes' places are believed, whether they cover its demand, and
// whether the rest of the network could.

import type { CompiledConfig } from '../config/compiled'
import type { ZoneCode } from '../geo/place'
import type { FleetNode } from '../routing/types'
import { anyModelRow, type CoverageRow, coverageParts, type Demand } from './coverage'
import { isUp, type VantagePoint } from './network-conditions'
import { ceilingPart, conditionOf, floorPart, missingCondition, more } from './part'
import { isLive } from './supply'
import type { Condition } from './types'

export function trustCondition(
  zone: ZoneCode,
  nodes: Iterable<FleetNode>,
  points: readonly VantagePoint[] | null,
  config: CompiledConfig,
  now: number,
): Condition {
  const settings = config.source.gate.trust
  const slots = { all: 0, judged: 0, consistent: 0, impossible: 0 }
  for (const node of nodes) {
    if (!isLive(node, now) || !isOfZone(node, zone, config)) continue
    const { level, judgedAt } = node.geo.verdict
    slots.all += node.slots
    if (level === 'impossible') slots.impossible += node.slots
    if (now - judgedAt > settings.judgedWithinS * 1000) continue
    slots.judged += node.slots
    if (level === 'consistent' || level === 'verified') slots.consistent += node.slots
  }
  if (slots.all === 0) return missingCondition('trust', zone, settings.consistentPct, '%', `no live node says that it is in ${zone}`)
  if (points === null) return missingCondition('trust', zone, settings.vantagePoints, 'vantage points', 'the endpoints could not be read')
  const networks = new Set(points.filter((point) => point.zone === zone && isUp(point, now)).map((point) => point.network)).size
  const impossiblePct = pct(slots.impossible, slots.all)
  const parts = [
    floorPart(
      pct(slots.judged, slots.all),
      settings.judgedPct,
      '%',
      `${slots.all - slots.judged} of ${slots.all} slots were not judged lately`,
    ),
    floorPart(
      pct(slots.consistent, slots.judged),
      settings.consistentPct,
      '%',
      `${slots.judged - slots.consistent} of ${slots.judged} judged slots are less than consistent`,
    ),
    ceilingPart(
      impossiblePct,
      settings.impossibleMaxPct,
      '% impossible',
      `${slots.impossible} of ${slots.all} slots claim what physics refutes`,
    ),
    floorPart(
      networks,
      settings.vantagePoints,
      'vantage points',
      `${more(settings.vantagePoints - networks, 'vantage point', 'vantage points')} on a network of its own`,
    ),
  ]
  return conditionOf('trust', zone, parts, {
    hardLoss: impossiblePct > settings.impossibleHardPct,
    met: `${slots.consistent} of ${slots.all} slots are consistent or better`,
  })
}

/** Labelled with it, or claiming it against the evidence: a liar is a node of the zone that he claims. */
function isOfZone(node: FleetNode, zone: ZoneCode, config: CompiledConfig): boolean {
  const { containment, verdict } = node.geo
  if (containment.label !== null) return config.zones.get(containment.label)?.top === zone
  return (verdict.level === 'contradicted' || verdict.level === 'impossible') && verdict.areas.some(({ area }) => area === `zone:${zone}`)
}

export function coverageCondition(
  zone: ZoneCode,
  rows: readonly CoverageRow[],
  nodes: Iterable<FleetNode>,
  config: CompiledConfig,
  demand: Demand | null,
  now: number,
): Condition {
  const target = config.source.gate.coverage.nodes
  if (config.models.size === 0) return missingCondition('coverage', zone, target, 'nodes', 'the configuration lists no model')
  if (demand === null) return missingCondition('coverage', zone, target, 'nodes', 'demand is not known yet')
  const served = rows.filter((row) => row.zone === zone && row.served)
  const counted = served.length > 0 ? served : [anyModelRow(nodes, config, zone, now)]
  return conditionOf('coverage', zone, counted.flatMap(coverageParts), {
    met: served.length > 0 ? `${served.length} served models are covered` : 'no demand yet; the zone has nodes to begin with',
  })
}

export function fallbackCondition(zone: ZoneCode, rows: readonly CoverageRow[], config: CompiledConfig, demand: Demand | null): Condition {
  if (config.models.size === 0) return missingCondition('fallback', zone, 0, 'slots', 'the configuration lists no model')
  if (demand === null) return missingCondition('fallback', zone, 0, 'slots', 'demand is not known yet')
  const isTop = new Set(config.topZones)
  const parts = rows
    .filter((row) => row.zone === zone)
    .map((own) => {
      const others = rows.filter((row) => row.model === own.model && row.zone !== zone && isTop.has(row.zone))
      const spare = others.reduce((sum, row) => sum + Math.max(0, row.slots - (row.p95Slots ?? 0)), 0)
      const needed = own.p95Slots ?? 0
      return floorPart(spare, needed, 'slots', `${more(needed - spare, 'slot', 'slots')} to spare in other zones for ${own.model}`)
    })
  return conditionOf('fallback', zone, parts, { met: 'the other zones could take this zone’s demand' })
}

function pct(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole
}
