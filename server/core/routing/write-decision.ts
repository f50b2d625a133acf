// The answer and its trace, from what was found. The trace holds all that explains and replays the decision, as plain
// data: no node beyond the sampled ones, and of the client only what its origin holds.

import type { GateState } from '../activation/types'
import { boundaryTokens } from '../boundary/merge'
import { sha256Hex } from '../hash/sha256'
import { reasons as known, type ReasonCode } from '../reasons'
import type { Climb } from './climb'
import type { EffectivePolicy } from './policy'
import type { Preference } from './preference'
import { type Refusal, refusalReasons } from './refusal'
import type { SpillTrace } from './spill/types'
import type { DecideContext, Decision, Miss, RouteRequest, Snapshot, Trace } from './types'

export type Finding = {
  snapshot: Snapshot
  request: RouteRequest
  context: DecideContext
  policy: EffectivePolicy
  preference: Preference
  gate: { state: GateState; canaryPct: number; overridden: boolean; bucket: number | null; applied: boolean; recorded: boolean }
  spill: SpillTrace | null
  applied: Climb
  shadow: Climb | null
  refusal: Refusal | null
  misses: readonly Miss[]
}

export function writeDecision(finding: Finding): Decision {
  const { snapshot, preference, gate, applied, refusal } = finding
  const pick = refusal === null ? applied.pick : null
  const boundary = boundaryOf(finding.policy)
  return {
    outcome: pick === null ? 'refused' : 'routed',
    revision: snapshot.config.revision,
    gate: gate.state,
    geoApplied: gate.applied,
    preferredZone: preference.zone,
    preferredSource: preference.source,
    servedZone: pick?.servedZone ?? null,
    servedCountry: pick?.servedCountry ?? null,
    rung: pick?.rung ?? null,
    fallback: pick !== null && applied.fallback,
    nodeId: pick?.nodeId ?? null,
    distanceKm: pick?.distanceKm ?? null,
    refusal,
    boundary: { hash: boundary.hash, tokens: boundary.tokens },
    shadow: shadowOf(finding.shadow),
    reasons: reasonsOf(finding),
    trace: traceOf(finding, boundary),
  }
}

function shadowOf(shadow: Climb | null): Decision['shadow'] {
  if (shadow === null) return null
  const { pick, fallback } = shadow
  return {
    servedZone: pick?.servedZone ?? null,
    servedCountry: pick?.servedCountry ?? null,
    rung: pick?.rung ?? null,
    outcome: pick === null ? 'refused' : 'routed',
    fallback,
    distanceKm: pick?.distanceKm ?? null,
  }
}

function traceOf(finding: Finding, boundary: Trace['boundary']): Trace {
  const { snapshot, request, context, policy, preference, gate, spill, applied, shadow, misses } = finding
  const { model, environment, subcloud, key, geo, requirements, affinityKey, origin, retry } = request
  return {
    version: 1,
    now: context.now,
    seed: context.seed,
    revision: snapshot.config.revision,
    request: {
      model,
      environment,
      subcloud,
      key: { id: key.id, geo: key.geo },
      geo,
      requirements,
      affinityKey,
      retryOf: retry?.of ?? null,
    },
    origin,
    gate: {
      state: gate.state,
      zone: preference.zone,
      canaryPct: gate.canaryPct,
      applied: gate.applied,
      override: gate.overridden,
      tenantBucket: gate.bucket,
    },
    preference: { zone: preference.zone, source: preference.source, tokens: preference.tokens, dropped: preference.dropped },
    policy: { fallback: policy.fallback, minTrust: policy.minTrust, isolate: policy.isolate, layers: policy.layers },
    boundary,
    panic: { admin: snapshot.config.source.platform.panic, zones: [...(snapshot.panic ?? [])] },
    spill,
    rungs: applied.rungs,
    shadowRungs: shadow?.rungs ?? null,
    misses,
  }
}

/** Where the layers conflict there is no boundary; the clauses themselves are then named, under a hash of their own. */
function boundaryOf({ stated, layers }: EffectivePolicy): Trace['boundary'] {
  if (stated !== null) return { kind: stated.kind, hash: stated.hash, tokens: boundaryTokens(stated) }
  const distinct = [...new Set(layers.flatMap(({ clause }) => [...clause.allow, ...clause.deny.map((token) => `!${token}`)]))].sort()
  return { kind: 'restricted', hash: `sha256:${sha256Hex(`empty ${distinct.join(' ')}`)}`, tokens: distinct }
}

function reasonsOf({ snapshot, request, policy, preference, gate, spill, applied, refusal, misses }: Finding): readonly ReasonCode[] {
  const codes = new Set<ReasonCode>()
  for (const code of request.origin.reasons) if (isReason(code)) codes.add(code)
  codes.add(preferenceReason(preference, request))
  if (preference.dropped.length > 0) codes.add('preference_outside_boundary')
  if (gate.state === 'canary') codes.add(gate.applied ? 'gate_canary_in' : 'gate_canary_out')
  else if (gate.state !== 'on') codes.add(`gate_${gate.state}`)
  if (gate.overridden) codes.add('gate_override')
  if (request.retry !== null) codes.add('retry')
  for (const code of panicReasons(snapshot, applied)) codes.add(code)
  if (spill !== null) codes.add(spill.by === 'budget_spent' ? 'spill_budget_spent' : 'spill_zone_hot')
  if (spill !== null && spill.first > 0) codes.add('spill_shed')
  if (refusal !== null) {
    for (const code of refusalReasons(refusal, misses, !policy.merged.ok)) codes.add(code)
  } else if (applied.pick !== null) {
    codes.add(`ladder_${applied.pick.rung}`)
    if (applied.affinity !== null) codes.add(`affinity_${applied.affinity}`)
  }
  return [...codes]
}

/** A zone's panic is named where a rung that was looked at lies in it. */
function panicReasons({ config, panic }: Snapshot, { rungs }: Climb): ReasonCode[] {
  const reached = panic && panic.size > 0 && rungs.some(({ zone }) => zone === null || panic.has(zone))
  return [...(config.source.platform.panic ? (['panic_admin'] as const) : []), ...(reached ? (['panic_zone'] as const) : [])]
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
