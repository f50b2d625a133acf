// Which node takes a job, and why. A pure function of the snapshot, the request, the time and a seed: the same
// arguments give the same decision and the same trace on any machine. "No node" is an answer, not an exception; an
// exception inside a filter takes out the node it was about, any other propagates. Nothing ever defaults to "any node".

import { inCanary, tenantBucket } from '../activation/canary'
import { gateFor } from '../activation/gate-for'
import type { Boundary } from '../boundary/types'
import type { MinTrust, Subcloud } from '../config/schema'
import { type Climb, climb } from './climb'
import { filters as allFilters, type Filter, type Job } from './filters'
import { agnosticLadder, buildLadder } from './ladder'
import { poolOf } from './membership'
import { blameBudget, missesOf } from './misses'
import { isOriginAllowed } from './origin-rule'
import { allowsNothing, type EffectivePolicy, effectivePolicy } from './policy'
import { choosePreference, type Preference } from './preference'
import { emptyBoundary, missingSubcloud, noNode, originDenied, type Refusal, staleFleet } from './refusal'
import { courseOf } from './spill/course'
import type { DecideContext, Decision, RouteRequest, Snapshot } from './types'
import { type Finding, writeDecision } from './write-decision'

const noPreference: Preference = { source: 'none', zone: null, tokens: [], dropped: [] }
const nothing: Climb = { rungs: [], pick: null, fallback: false, affinity: null }

/** `filters` is for tests that take one out. */
export function decide(
  snapshot: Snapshot,
  request: RouteRequest,
  context: DecideContext,
  filters: readonly Filter[] = allFilters,
): Decision {
  const { config, fleet } = snapshot
  const subcloud = request.subcloud === null ? null : (config.subclouds.get(request.subcloud) ?? null)
  const policy = effectivePolicy(config, subcloud, request)
  const boundary = policy.merged.ok ? policy.merged.boundary : null
  const preference = boundary === null ? noPreference : choosePreference(config, subcloud, request, boundary)
  const gate = gateOf(snapshot, request, preference, context.now)
  const finding: Finding = {
    snapshot,
    request,
    context,
    policy,
    preference,
    gate,
    spill: null,
    applied: nothing,
    shadow: null,
    refusal: null,
    misses: [],
  }

  if (request.subcloud !== null && subcloud === null) return writeDecision({ ...finding, refusal: missingSubcloud(request.subcloud) })
  if (subcloud !== null && !isOriginAllowed(request.origin, subcloud.policy, config))
    return writeDecision({ ...finding, refusal: originDenied })
  if (boundary === null || allowsNothing(request) !== null) return writeDecision({ ...finding, refusal: conflictOf(policy, request) })
  if (context.stale && boundary.kind === 'restricted') return writeDecision({ ...finding, refusal: staleFleet })

  const job = jobOf(snapshot, request, context, subcloud, policy.minTrust, boundary)
  const geoLadder = buildLadder(config, preference, policy.fallback)
  const course = courseOf(snapshot, request, subcloud, boundary, gate.applied ? geoLadder : agnosticLadder, context.seed)
  const { ladder } = course
  const by = { geo: gate.applied, seed: context.seed, origin: request.origin.cell, affinityKey: request.affinityKey }
  const applied = climb(fleet, job, ladder, by, filters, course.order)
  const shadow = gate.recorded ? climb(fleet, job, geoLadder, { ...by, geo: true }, filters) : null
  const climbed = { ...finding, spill: course.trace, applied, shadow }
  if (applied.pick !== null) return writeDecision(climbed)

  const found = blameBudget(missesOf(fleet, job, filters, ladder, preference), course.trace)
  return writeDecision({ ...climbed, refusal: noNode(applied.rungs, found, job), misses: found.misses })
}

function gateOf({ config, gate: view }: Snapshot, request: RouteRequest, preference: Preference, now: number): Finding['gate'] {
  const { state, canaryPct, overridden } = gateFor(view, config, preference.zone, now)
  const bucket = state === 'canary' ? tenantBucket(config.source.gate.salt, request.subcloud ?? request.key.id) : null
  const applied = state === 'on' || (bucket !== null && inCanary(bucket, canaryPct))
  return { state, canaryPct, overridden, bucket, applied, recorded: !applied && (state === 'shadow' || state === 'canary') }
}

function conflictOf({ merged }: EffectivePolicy, request: RouteRequest): Refusal {
  const empty = allowsNothing(request)
  return emptyBoundary(merged.ok ? [{ layer: empty ?? 'request', token: 'only: []' }] : merged.conflict)
}

function jobOf(
  snapshot: Snapshot,
  request: RouteRequest,
  { now }: DecideContext,
  subcloud: Subcloud | null,
  minTrust: MinTrust,
  boundary: Boundary,
): Job {
  const { config } = snapshot
  const { model, environment, requirements, retry } = request
  return {
    config,
    now,
    panic: config.source.platform.panic,
    panicIn: snapshot.panic,
    model,
    environment,
    minVramGb: requirements.minVramGb,
    gpu: requirements.gpu,
    models: subcloud === null || subcloud.models.length === 0 ? null : new Set(subcloud.models),
    pool: poolOf(subcloud, config),
    boundary,
    minTrust,
    tried: new Set(retry?.tried ?? []),
    areas: new Map(),
  }
}
