// Which gate applies to a job: its preferred zone's, or, with no preferred zone, the network's headline, which is the
// least of its zones. An override in force sets the state in its scope; one past its expiry counts for nothing, whether
// or not anybody has ended it yet. Only preference looks at this: boundaries hold in every state.

import type { CompiledConfig } from '../config/compiled'
import type { ZoneCode } from '../geo/place'
import { stepAbove } from './canary'
import { type GateOverride, type GateState, type GateView, gateStates, type ZoneGate } from './types'

export type AppliedGate = ZoneGate & { overridden: boolean }

export function gateFor(view: GateView, config: CompiledConfig, zone: ZoneCode | null, now: number): AppliedGate {
  const override = overrideInForce(view, now)
  if (override?.zone === null) return fromOverride(override, config)
  if (zone !== null) return gateOfTop(view, override, config, topOf(zone, config))
  let headline: AppliedGate | null = null
  for (const top of config.topZones) {
    const gate = gateOfTop(view, override, config, top)
    if (headline === null || isLess(gate, headline)) headline = gate
  }
  return headline ?? { state: 'off', canaryPct: 0, overridden: false }
}

export function overrideInForce(view: GateView, now: number): GateOverride | null {
  return view.override !== null && now < view.override.expiresAt ? view.override : null
}

/** The top-level zone whose gate a zone follows; null for a code that no longer stands for anything. */
export function topOf(zone: ZoneCode, config: CompiledConfig): ZoneCode | null {
  const known = config.zones.get(zone) ?? config.zones.get(config.successors.get(zone) ?? '')
  return known?.top ?? null
}

function gateOfTop(view: GateView, override: GateOverride | null, config: CompiledConfig, top: ZoneCode | null): AppliedGate {
  if (top === null) return { state: 'off', canaryPct: 0, overridden: false }
  if (override !== null && override.zone !== null && topOf(override.zone, config) === top) return fromOverride(override, config)
  const own = Object.hasOwn(view.zones, top) ? view.zones[top] : undefined
  return own ? { state: own.state, canaryPct: own.canaryPct, overridden: false } : { state: 'off', canaryPct: 0, overridden: false }
}

function fromOverride(override: GateOverride, config: CompiledConfig): AppliedGate {
  return { state: override.state, canaryPct: pctOf(override.state, override.canaryPct, config), overridden: true }
}

/** A canary that names no share takes the first step. */
function pctOf(state: GateState, pct: number | null, config: CompiledConfig): number {
  if (state === 'on') return 100
  return state === 'canary' ? (pct ?? stepAbove(0, config.source.gate.canarySteps) ?? 0) : 0
}

function isLess(a: ZoneGate, b: ZoneGate): boolean {
  const order = gateStates.indexOf(a.state) - gateStates.indexOf(b.state)
  return order < 0 || (order === 0 && a.canaryPct < b.canaryPct)
}
