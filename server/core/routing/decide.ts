// Which node takes a job, and why. A pure function of the snapshot, the request, the time and a seed: the same
// arguments give the same decision and the same trace on any machine. "No node" is an answer, not an exception; an
// exception inside a filter takes out the node it was about, any other propagates. Nothing ever defaults to "any node".

import { hash32 } from '../hash/seed'
import { type AppliedGate, appliedGate } from './applied-gate'
import { type Ask, jobOf } from './ask'
import { climb } from './climb'
import { type Counts, Decided, type Pressure } from './decided'
import { filters as allFilters, type Filter, type Job } from './filters'
import type { FleetIndex } from './fleet/fleet-index'
import { type Refused, refusedByIndex } from './known-refusals'
import { blameBudget, lackOf } from './lack'
import { type Climb, inVain, noClimb } from './looked'
import { isOriginAllowed } from './origin-rule'
import { noNode, originDenied, type Refusal, staleFleet, unexplained } from './refusal'
import { type Course, courseOf } from './spill/course'
import { type Route, routeOf, type Terms, termsOf } from './terms'
import type { DecideContext, Fleet, Miss, RouteRequest, Snapshot } from './types'
import type { Way } from './way'

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
  if (refusal !== null) return new Decided(request, context, terms, route, gate, 0, noClimb, null, refusal, noMisses, null, null)

  const { fleet, spill, panic } = snapshot
  const ask: Ask = {
    terms,
    request,
    now: context.now,
    order: hash32(request.affinityKey ?? context.seed),
    panicIn: panic,
  }
  const way = gate.applied ? route.way! : terms.agnostic!
  const course = spill === undefined ? null : courseOf(snapshot, request, terms.subcloud, terms.bounds!.boundary, way, context.seed)
  const order = course === null ? null : orderOf(course, way)
  const known = way.refusals.get(request) !== undefined ? refusedStill(fleet, ask, way, course, route, filters) : null
  const applied = known === null ? climb(fleet, ask, way, filters, order) : inVain(way.ladder, order)
  const shadow = gate.recorded ? climb(fleet, ask, route.way!, filters) : null
  const spillTrace = course === null ? null : course.trace
  const pressure = spillTrace === null && (panic === undefined || panic.size === 0) ? null : { panic, spill: spillTrace }
  if (applied.pick === null && context.pickOnly)
    return new Decided(request, context, terms, route, gate, ask.order, applied, shadow, unexplained, noMisses, null, pressure)
  if (applied.pick === null) return refuse(fleet, ask, context, route, gate, way, course, { applied, shadow, pressure }, known, filters)
  const counts = context.explain ? countsOf(fleet, ask, way, route, shadow, filters) : null
  return new Decided(request, context, terms, route, gate, ask.order, applied, shadow, null, noMisses, counts, pressure)
}

/** A ladder cut short leaves its other rungs untried. */
function orderOf({ order, ladder }: Course, way: Way): readonly number[] | null {
  return order ?? (ladder === way.ladder ? null : [...ladder.keys()])
}

type Found = { applied: Climb; shadow: Climb | null; pressure: Pressure | null }

const noMisses: readonly Miss[] = []

/** Before any node is looked at. */
function refusedOutright(terms: Terms, request: RouteRequest, context: DecideContext): Refusal | null {
  const { missing, conflict, subcloud, config, bounds } = terms
  if (missing !== null) return missing
  if (subcloud !== null && !isOriginAllowed(request.origin, subcloud.policy, config)) return originDenied
  if (conflict !== null) return conflict
  return context.stale && bounds!.boundary.kind === 'restricted' ? staleFleet : null
}

/** What stands in a refused job's way: every rung counted whole. */
function refuse(
  fleet: Fleet,
  ask: Ask,
  context: DecideContext,
  route: Route,
  gate: AppliedGate,
  way: Way,
  course: Course | null,
  { applied, shadow, pressure }: Found,
  known: Refused | null,
  filters: readonly Filter[],
): Decided {
  const job = jobOf(ask)
  const { terms, request } = ask
  const { lack, refusal } = known ?? refusedBy(fleet, ask, job, way, course, route, pressure, filters)
  const counts = { applied: lack.counts, shadow: shadow === null ? [] : countsOn(fleet, job, route.way!, route, filters) }
  return new Decided(request, context, terms, route, gate, ask.order, applied, shadow, refusal, lack.misses, counts, pressure)
}

function refusedBy(
  fleet: Fleet,
  ask: Ask,
  job: Job,
  way: Way,
  course: Course | null,
  route: Route,
  pressure: Pressure | null,
  filters: readonly Filter[],
): Refused {
  const index = usualIndex(fleet, ask, way, course, filters)
  if (index !== null) return refusedByIndex(index, job, way, route.preference, ask.request)
  const found = lackOf(fleet, job, way, course?.ladder.length ?? way.ladder.length, route.preference, filters)
  const lack = { ...found, misses: blameBudget(found.misses, pressure?.spill ?? null) }
  return { lack, refusal: noNode(lack, job) }
}

/** Climbing in vain costs less than asking in fleets up to this. */
const soonClimbed = 8192

/** After a refusal: the next one, or null where somebody is eligible, or that is found out sooner by climbing. */
function refusedStill(fleet: Fleet, ask: Ask, way: Way, course: Course | null, route: Route, filters: readonly Filter[]): Refused | null {
  const index = usualIndex(fleet, ask, way, course, filters)
  if (index === null || index.end <= soonClimbed) return null
  const refused = refusedByIndex(index, jobOf(ask), way, route.preference, ask.request)
  if (refused.lack.counts.every(({ eligible }) => eligible === 0)) return refused
  way.refusals.forget(ask.request)
  return null
}

/** The index, where jobs that are alike are refused alike. */
function usualIndex({ index }: Fleet, ask: Ask, { ladder }: Way, course: Course | null, filters: readonly Filter[]): FleetIndex | null {
  const { terms, request, now } = ask
  const isWhole = course === null || course.ladder.length === ladder.length
  const isUsual = filters === allFilters && isWhole && request.retry === null
  return isUsual && index?.answers(terms.config, now) === true ? index : null
}

function countsOf(fleet: Fleet, ask: Ask, way: Way, route: Route, shadow: Climb | null, filters: readonly Filter[]): Counts {
  const job = jobOf(ask)
  return {
    applied: countsOn(fleet, job, way, route, filters),
    shadow: shadow === null ? [] : countsOn(fleet, job, route.way!, route, filters),
  }
}

const countsOn = (fleet: Fleet, job: Job, way: Way, { preference }: Route, filters: readonly Filter[]) =>
  lackOf(fleet, job, way, way.ladder.length, preference, filters).counts
