// One look at a pool: how hot each zone is, and how much is asked of each label. What a place is asked for is what is in use
// there, plus its jobs that run elsewhere, minus others' jobs that run there. A router knows only where its own jobs went; what
// the fleet's nodes hold for all routers tells how large a part of the whole that is.

import type { CompiledConfig } from '../../config/compiled'
import type { ZoneCode } from '../../geo/place'
import { hostHealth } from './health'
import { add, noLoad } from './rung-shares'
import { cool, type SpillState, stepSpill } from './step-spill'
import type { Tally } from './tally'
import type { Load, PoolSpill, SpillMode } from './types'

/** This router's own open leases: those that prefer a label and run elsewhere, less those of others that run there. */
export type Flows = { own: number; away: ReadonlyMap<ZoneCode | null, number> }

export type PoolState = {
  mode: SpillMode
  at: number
  loads: ReadonlyMap<ZoneCode | null, Load>
  zones: ReadonlyMap<ZoneCode, SpillState>
}

export type PoolLook = { labels: ReadonlyMap<ZoneCode | null, Tally>; flows: Flows; mode: SpillMode }

export function stepPool(before: PoolState | undefined, { labels, flows, mode }: PoolLook, config: CompiledConfig, now: number): PoolState {
  const settings = config.source.routing.spill
  const weight = before ? 1 - Math.exp((before.at - now) / (settings.loadWindowS * 1000)) : 1
  const scale = flowScale(labels, flows)
  const loads = new Map<ZoneCode | null, Load>()
  for (const label of new Set([...labels.keys(), ...flows.away.keys(), ...(before?.loads.keys() ?? [])])) {
    const { slots, used, live, total } = labels.get(label) ?? noLoad()
    const asked = Math.max(0, used + scale * (flows.away.get(label) ?? 0))
    const known = before?.loads.get(label)?.offered ?? (before ? 0 : asked)
    const offered = known + weight * (asked - known)
    if (total > 0 || offered > 0.01) loads.set(label, { slots, used, offered, live, total })
  }
  const zones = new Map<ZoneCode, SpillState>()
  for (const [zone, load] of zoneLoads(loads, config)) {
    const next = stepSpill(before?.zones.get(zone) ?? cool, pressureOf(load, mode, settings.hostFactor), now, settings)
    if (next !== cool) zones.set(zone, next)
  }
  return { mode, at: now, loads, zones }
}

/** Null where no zone is hot: then there is nothing to know. */
export function spillOf({ mode, loads, zones }: PoolState): PoolSpill | null {
  const hot = new Map([...zones].flatMap(([zone, { hot, changedAt }]) => (hot ? [[zone, changedAt ?? 0] as const] : [])))
  return hot.size === 0 ? null : { mode, loads, hot }
}

/** Each zone's load with its descendants'. */
export function zoneLoads(loads: PoolState['loads'], config: CompiledConfig): Map<ZoneCode, Load> {
  const sums = new Map<ZoneCode, Load>()
  for (const [label, load] of loads) {
    const zone = label === null ? undefined : config.zones.get(label)
    if (!zone) continue
    for (const code of [zone.code, ...zone.ancestors]) {
      const sum = sums.get(code) ?? noLoad()
      add(sum, load)
      sums.set(code, sum)
    }
  }
  return sums
}

/** Without capacity data a place is under pressure, whole and full, once too few of its nodes are live. */
function pressureOf({ slots, used, live, total }: Load, mode: SpillMode, hostFactor: number): number {
  if (mode === 'hosts') return hostHealth(live, total, hostFactor) < 100 ? 1 : 0
  return slots > 0 ? used / slots : 0
}

function flowScale(labels: PoolLook['labels'], { own }: Flows): number {
  let leased = 0
  for (const tally of labels.values()) leased += tally.leased
  return own > 0 ? Math.max(1, leased / own) : 0
}
