// The conditions of one top-level zone: how far its nodes' places are believed, whether they cover its demand, and
// whether the rest of the network could.

import { zoneOf } from '../boundary/tokens'
import type { CompiledConfig } from '../config/compiled'
import type { ZoneCode } from '../geo/place'
import type { FleetNode } from '../routing/types'
import { anyModelRow, type CoverageRow, coverageParts, type Demand } from './coverage'
import { isUp, type VantagePoint } from './network-conditions'
import { ceilingPart, conditionOf, floorPart, missingCondition, more } from './part'
import { isLive } from './supply'
import type { Condition } from './types'

/** `members`: of the zone, as `zonesOf` has it. */
export function trustCondition(
  zone: ZoneCode,
  members: Iterable<FleetNode>,
  points: readonly VantagePoint[] | null,
  config: CompiledConfig,
  now: number,
): Condition {
  const settings = config.source.gate.trust
  const slots = { all: 0, judged: 0, consistent: 0, impossible: 0 }
  for (const node of members) {
    if (!isLive(node, now)) continue
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

/** The top-level zone that labels a node, or those that it claims against the evidence: a liar is a node of the zone that he claims. */
export function zonesOf({ geo: { containment, verdict } }: FleetNode, config: CompiledConfig): readonly ZoneCode[] {
  if (containment.label !== null) return [config.zones.get(containment.label)?.top ?? containment.label]
  if (verdict.level !== 'contradicted' && verdict.level !== 'impossible') return []
  return [...new Set(verdict.areas.flatMap(({ area }) => zoneOf(area) ?? []))]
}

/** `own`: the zone's rows. */
export function coverageCondition(
  zone: ZoneCode,
  own: readonly CoverageRow[],
  members: Iterable<FleetNode>,
  config: CompiledConfig,
  demand: Demand | null,
  now: number,
): Condition {
  const target = config.source.gate.coverage.nodes
  if (config.models.size === 0) return missingCondition('coverage', zone, target, 'nodes', 'the configuration lists no model')
  if (demand === null) return missingCondition('coverage', zone, target, 'nodes', 'demand is not known yet')
  const served = own.filter((row) => row.served)
  const counted = served.length > 0 ? served : [anyModelRow(members, config, zone, now)]
  return conditionOf('coverage', zone, counted.flatMap(coverageParts), {
    met: served.length > 0 ? `${served.length} served models are covered` : 'no demand yet; the zone has nodes to begin with',
  })
}

/** `own`: the zone's rows; `byModel`: those of every top-level zone. */
export function fallbackCondition(
  zone: ZoneCode,
  own: readonly CoverageRow[],
  byModel: ReadonlyMap<string, readonly CoverageRow[]>,
  config: CompiledConfig,
  demand: Demand | null,
): Condition {
  if (config.models.size === 0) return missingCondition('fallback', zone, 0, 'slots', 'the configuration lists no model')
  if (demand === null) return missingCondition('fallback', zone, 0, 'slots', 'demand is not known yet')
  const parts = own.map(({ model, p95Slots }) => {
    let spare = 0
    for (const row of byModel.get(model) ?? []) if (row.zone !== zone) spare += Math.max(0, row.slots - (row.p95Slots ?? 0))
    const needed = p95Slots ?? 0
    return floorPart(spare, needed, 'slots', `${more(needed - spare, 'slot', 'slots')} to spare in other zones for ${model}`)
  })
  return conditionOf('fallback', zone, parts, { met: 'the other zones could take this zone’s demand' })
}

function pct(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole
}
