// Everything that is asked, in order: each narrowing calm and in panic, as a first attempt and as a retry after policy and
// request have widened, up each ladder, in each gate state; then everywhere in the world, then from everywhere in it.

import type { RouteRequest } from '../../routing/types'
import { type Clause, rulesOf } from './clauses'
import { originAt, originBreach, plainRequest, statedOrigin, unknownOrigin } from './origins'
import { atCountry, probeGpu } from './probes'
import { reachOf } from './reach'
import { breachOf, forbiddenOf, fromElsewhere, settingOf, stageOf } from './setting'
import type { Ask, Prepared, Setting } from './types'
import { type GateCase, ladders, type Narrowing, narrowings, widened, withPlatform } from './variations'

export function* boundaryAsks(proof: Prepared): Generator<Ask> {
  const { subject, world, slug, inside, outside, geography } = proof
  const origin = ordinaryOrigin(proof)
  const wide = widened(world.config, slug)
  const stagesOf = (panic: boolean) => ({
    first: once(() => stageOf(subject, withPlatform(world.config, { panic }), world.nodes)),
    retry: once(() => stageOf(subject, withPlatform(wide, { panic }), world.nodes)),
  })
  const calm = stagesOf(false)
  const conditions = [
    { ...calm, panicIn: null },
    { ...stagesOf(true), panicIn: null },
    { ...calm, panicIn: new Set(geography.zones) },
  ]
  const all = once(() => stageOf(subject, withPlatform(world.config, { panic: false }), [...world.census, ...world.nodes]))
  for (const narrowing of narrowings(inside, outside, probeGpu)) {
    const first = narrowed(plainRequest(slug, proof.model, origin), narrowing)
    for (const stage of conditions) {
      const { panicIn } = stage
      const setting = settingOf(proof, stage.first(), first, { panicIn })
      yield* climbs(proof, setting, first, 'first', narrowing)
      const retry = retryOf(proof, setting, first)
      if (retry === null) continue
      const { request, clauses } = retry
      yield* climbs(proof, settingOf(proof, stage.retry(), request, { panicIn, first: clauses }), request, 'retry', narrowing)
    }
    yield* everywhere(proof, settingOf(proof, all(), first), first)
  }
}

/** Each ladder in each gate state. */
function* climbs(proof: Prepared, setting: Setting, base: RouteRequest, attempt: Ask['attempt'], { isBrief }: Narrowing): Generator<Ask> {
  const { subject, geography, inside, zonesInside, checked } = proof
  // The panic of zones is as the admin's in all but who panics: the gate on and off will do.
  const gates = setting.panicIn === null ? proof.gates : proof.gates.filter(isPlain)
  const all = ladders(geography.topZones, inside, zonesInside)
  // One with no preference, and each fallback of the first.
  for (const { prefer, fallback } of isBrief ? all.slice(3, 7) : all) {
    const request = { ...base, geo: { ...base.geo, prefer, fallback } }
    const certain = reachOf({ ...setting.rules, request })
    checked.requests++
    const asks = gates.map((gate) => ({ gate, reach: gate.applied === true && certain !== 'uncertain' ? certain : null }))
    const first = { setting, request, attempt, stale: false }
    // One fleet after the other: what a decision leaves behind for the next one like it holds for one fleet.
    for (const ask of asks) yield { ...first, ...ask, isWhole: true, fleet: setting.stage.full }
    for (const isLimited of [false, true])
      for (const ask of asks)
        if (isLimited === (ask.reach !== null)) yield { ...first, ...ask, isWhole: false, fleet: forbiddenOf(subject, setting, ask.reach) }
  }
}

const isPlain = ({ label }: GateCase): boolean => label === 'on' || label === 'off'

/** The plain question for a node in every country, also while the fleet is too old to be believed. */
function* everywhere(proof: Prepared, setting: Setting, request: RouteRequest): Generator<Ask> {
  const { subject, gates, checked } = proof
  const { full } = setting.stage
  const ask = { setting, request, reach: null, attempt: 'first' as const }
  checked.requests++
  for (const gate of gates.filter(({ label }) => label === 'off' || label === 'overridden to off')) {
    yield { ...ask, gate, isWhole: true, fleet: full, stale: false }
    yield { ...ask, gate, isWhole: false, fleet: forbiddenOf(subject, setting, null), stale: false }
    if (setting.rules.clauses.length > 0) yield { ...ask, gate, isWhole: false, fleet: full, stale: true }
  }
}

/** From every country and none, and with one stated where the address says another. */
export function* originAsks(proof: Prepared): Generator<Ask> {
  const { subject, world, slug, model, gates, checked } = proof
  const policy = world.config.source.subclouds.find((one) => one.slug === slug)?.policy
  if (!policy || policy.originAllow.length + policy.originDeny.length === 0) return
  const plain = settingOf(proof, stageOf(subject, world.config, world.nodes), plainRequest(slug, model))
  const stated = ordinaryOrigin(proof)
  for (const { geo } of world.census) {
    const { place } = geo.verdict
    const real = originAt(place, subject.contain(world.config, place))
    for (const origin of [real, statedOrigin(stated, real)]) {
      const setting = fromElsewhere(plain, origin)
      const ask = { setting, request: setting.rules.request, gate: gates[0], reach: null, attempt: 'first' as const, stale: false }
      checked.requests++
      yield { ...ask, isWhole: true, fleet: setting.stage.full }
      yield { ...ask, isWhole: false, fleet: forbiddenOf(subject, setting, null) }
    }
  }
}

/** An origin that the policy accepts, near where its jobs run if it can be. */
function ordinaryOrigin({ subject, world, slug, model, inside, geography, now }: Prepared): RouteRequest['origin'] {
  const bare = rulesOf(world.config.source, geography, plainRequest(slug, model), now)
  const candidates = [...inside.slice(0, 20), ...world.census.flatMap(({ geo }) => geo.verdict.place.country ?? [])]
  for (const country of candidates) {
    const place = atCountry(country)
    const origin = originAt(place, subject.contain(world.config, place))
    if (originBreach({ ...bare, request: { ...bare.request, origin } }) === null) return origin
  }
  return unknownOrigin
}

function narrowed(request: RouteRequest, { keyGeo, only, deny, gpu }: Narrowing): RouteRequest {
  return {
    ...request,
    key: { ...request.key, geo: keyGeo },
    geo: { ...request.geo, only, deny },
    requirements: { ...request.requirements, gpu: gpu ?? null },
  }
}

/** The same job again, by a key and a request that say nothing any more: what the first attempt was held to must still hold. */
function retryOf(
  { subject, gates }: Prepared,
  setting: Setting,
  first: RouteRequest,
): { request: RouteRequest; clauses: readonly Clause[] } | null {
  const { stage, rules } = setting
  if (rules.allowsNothing) return null
  const boundary = subject.carry({ config: stage.config, fleet: stage.full, gate: gates[0].view }, first)
  if (boundary === null) return null
  const permitted = stage.nodes.filter(({ id }) => breachOf(setting, id) === null)
  const request: RouteRequest = {
    ...first,
    key: { ...first.key, geo: null },
    geo: { ...first.geo, only: null, deny: [] },
    retry: { of: 'first', tried: permitted.slice(0, 2).map(({ id }) => id), boundary },
  }
  return { request, clauses: rules.clauses }
}

/** Made when it is first asked for, so that not all is made in one go. */
function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
