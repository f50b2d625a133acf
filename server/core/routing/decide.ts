// Which node takes a job, and why. A pure function of the snapshot, the request, the time and a seed: the same
// arguments give the same decision and the same trace on any machine. "No node" is an answer, not an exception; an
// exception inside a filter takes out the node it was about, any other propagates. Nothing ever defaults to "any node".

import { cellVector } from '../geo/cell-vector'
import { hash32 } from '../hash/seed'
import { type AppliedGate, appliedGate } from './applied-gate'
import { type Ask, jobOf } from './ask'
import { countRungs } from './candidates'
import { climb } from './climb'
import { Decided, type Pressure } from './decided'
import { filters as allFilters, type Filter } from './filters'
import type { RungPlan } from './ladder'
import { type Climb, noClimb } from './looked'
import { blameBudget, missesOf } from './misses'
import { isOriginAllowed } from './origin-rule'
import { noNode, originDenied, type Refusal, staleFleet } from './refusal'
import { type Course, courseOf } from './spill/course'
import { type Route, routeOf, type Terms, termsOf } from './terms'
import type { Way } from './way'
import type { DecideContext, Fleet, Miss, RouteRequest, Snapshot } from './types'

/** `filters` is for tests that take one out. */
export function decide(
  snapshot: Snapshot,
  request: RouteRequest,
  context: DecideContext,
  filters: readonly Filter[] = allFilters,
): Decided {
  const terms = termsOf(snapshot.config, request)
  const route = routeOf(terms, request)
  const gate = appliedGate(snapshot.gate, terms, route, request, context.now)
  const refusal = refusedOutright(terms, request, context)
  if (refusal !== null) return new Decided(request, context, terms, route, gate, 0, noClimb, null, refusal, noMisses, null, calm)

  const { fleet, spill, panic } = snapshot
  const ask: Ask = {
    terms,
    request,
    now: context.now,
    order: hash32(request.affinityKey ?? context.seed),
    origin: request.origin.cell === null ? null : cellVector(request.origin.cell),
    panicIn: panic,
  }
  const way = gate.applied ? route.way! : terms.agnostic!
  const course = spill === undefined ? null : courseOf(snapshot, request, terms.subcloud, terms.bounds!.boundary, way.ladder, context.seed)
  const applied = climb(fleet, ask, way, filters, course === null ? null : orderOf(course, way))
  const shadow = gate.recorded ? climb(fleet, ask, route.way!, filters) : null
  const pressure = { panic, spill: course?.trace ?? null }
  if (applied.pick !== null && !context.explain)
    return new Decided(request, context, terms, route, gate, ask.order, applied, shadow, null, noMisses, null, pressure)
  return counted(fleet, ask, context, route, gate, applied, shadow, course?.ladder ?? way.ladder, pressure, filters)
}

/** A ladder cut short leaves its other rungs untried. */
function orderOf({ order, ladder }: Course, way: Way): readonly number[] | null {
  return order ?? (ladder === way.ladder ? null : [...ladder.keys()])
}

const noMisses: readonly Miss[] = []
const calm: Pressure = { panic: undefined, spill: null }

/** Before any node is looked at. */
function refusedOutright(terms: Terms, request: RouteRequest, context: DecideContext): Refusal | null {
  const { missing, conflict, subcloud, config, bounds } = terms
  if (missing !== null) return missing
  if (subcloud !== null && !isOriginAllowed(request.origin, subcloud.policy, config)) return originDenied
  if (conflict !== null) return conflict
  return context.stale && bounds!.boundary.kind === 'restricted' ? staleFleet : null
}

/** With every rung counted whole: to explain, and to tell a refused job what stands in its way. */
function counted(
  fleet: Fleet,
  ask: Ask,
  context: DecideContext,
  route: Route,
  gate: AppliedGate,
  applied: Climb,
  shadow: Climb | null,
  ladder: readonly RungPlan[],
  pressure: Pressure,
  filters: readonly Filter[],
): Decided {
  const { terms, request, order } = ask
  const job = jobOf(ask)
  const counts = {
    applied: countRungs(fleet, job, ladder, filters),
    shadow: shadow === null ? [] : countRungs(fleet, job, route.ladder, filters),
  }
  if (applied.pick !== null)
    return new Decided(request, context, terms, route, gate, order, applied, shadow, null, noMisses, counts, pressure)
  const found = blameBudget(missesOf(fleet, job, filters, ladder, route.preference), pressure.spill)
  const refusal = noNode(counts.applied, found, job)
  return new Decided(request, context, terms, route, gate, order, applied, shadow, refusal, found.misses, counts, pressure)
}
