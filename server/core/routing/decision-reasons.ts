// Why it came out as it did, in codes: what was known of the origin, where the preference came from, the gate, and the rung
// or the refusal.

import type { ZoneCode } from '../geo/place'
import { reasons as known, type ReasonCode } from '../reasons'
import type { Decided } from './decided'
import type { Climb } from './looked'
import type { Preference } from './preference'
import { refusalReasons } from './refusal'
import type { RouteRequest } from './types'

export function reasonsOf(decided: Decided): readonly ReasonCode[] {
  const { request, terms, route, appliedGate: gate, applied, refusal, misses, pressure } = decided
  const spill = pressure?.spill ?? null
  const codes: ReasonCode[] = []
  for (const code of request.origin.reasons) if (isReason(code)) add(codes, code)
  add(codes, preferenceReason(route.preference, request))
  if (route.preference.dropped.length > 0) add(codes, 'preference_outside_boundary')
  if (gate.state === 'canary') add(codes, gate.applied ? 'gate_canary_in' : 'gate_canary_out')
  else if (gate.state !== 'on') add(codes, `gate_${gate.state}`)
  if (gate.overridden) add(codes, 'gate_override')
  if (request.retry !== null) add(codes, 'retry')
  if (terms.panic) add(codes, 'panic_admin')
  if (pressure?.panic && reachesPanic(pressure.panic, applied)) add(codes, 'panic_zone')
  if (spill !== null) add(codes, spill.by === 'budget_spent' ? 'spill_budget_spent' : 'spill_zone_hot')
  if (spill !== null && spill.first > 0) add(codes, 'spill_shed')
  if (refusal !== null) {
    for (const code of refusalReasons(refusal, misses, !terms.policy.merged.ok)) add(codes, code)
  } else if (applied.rung !== null) {
    add(codes, `ladder_${applied.rung.rung}`)
    if (applied.affinity !== null) add(codes, `affinity_${applied.affinity}`)
  }
  return codes
}

function add(codes: ReasonCode[], code: ReasonCode): void {
  if (!codes.includes(code)) codes.push(code)
}

/** A zone's panic is named where a rung that was looked at lies in it. */
function reachesPanic(panic: ReadonlySet<ZoneCode>, { rungs }: Climb): boolean {
  return panic.size > 0 && rungs.some(({ plan: { zone } }) => zone === null || panic.has(zone))
}

function preferenceReason({ source }: Preference, { origin }: RouteRequest): ReasonCode {
  switch (source) {
    case 'origin':
      return `zone_match_${origin.containment.labelBy ?? 'country'}`
    case 'nearest':
      return 'zone_nearest'
    case 'none':
      return 'zone_none'
    default:
      return `preference_${source}`
  }
}

function isReason(code: string): code is ReasonCode {
  return Object.hasOwn(known, code)
}
