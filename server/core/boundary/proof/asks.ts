// Everything that is asked, in order: each narrowing calm and in panic, as a first attempt and as a retry after policy and
// request have widened, up each ladder, in each gate state; then everywhere in the world, then from everywhere in it.

import type { Fleet, FleetNode, RouteRequest } from '../../routing/types'
import type { Clause } from './clauses'
import { originAt, originBreach, plainRequest, statedOrigin, unknownOrigin } from './origins'
import { atCountry } from './probes'
import { reachOf } from './reach'
import { fleetOf, settingOf } from './setting'
import type { Ask, Prepared, Setting, Subject } from './types'
import { gateCases, ladders, type Narrowing, narrowings, widened, withPlatform } from './variations'

export function* boundaryAsks(subject: Subject, proof: Prepared): Generator<Ask> {
  const { world, slug, inside, outside } = proof
  const origin = ordinaryOrigin(subject, proof)
  for (const narrowing of narrowings(inside, outside, 'any')) {
    for (const panic of [false, true]) {
      const config = withPlatform(world.config, { panic })
      const first = narrowed({ ...plainRequest(slug, proof.model, origin) }, narrowing)
      const setting = settingOf(proof, config, first, world.nodes)
      yield* climbs(proof, setting, first, 'first', narrowing)
      const retry = retryOf(subject, proof, setting, first)
      if (retry !== null) {
        const wide = withPlatform(widened(world.config, slug), { panic })
        const again = settingOf(proof, wide, retry.request, world.nodes, retry.clauses)
        yield* climbs(proof, again, retry.request, 'retry', narrowing)
      }
      if (!panic) yield* everywhere(proof, settingOf(proof, config, first, [...world.census, ...world.nodes]), first)
    }
  }
}

/** Each ladder in each gate state. */
function* climbs(proof: Prepared, setting: Setting, base: RouteRequest, attempt: Ask['attempt'], { isBrief }: Narrowing): Generator<Ask> {
  const { geography, inside, zonesInside, now, checked } = proof
  const never = forbiddenOf(setting, null)
  const all = ladders(geography.topZones, inside, zonesInside)
  // One with no preference, and each fallback of the first.
  for (const { prefer, fallback } of isBrief ? all.slice(3, 7) : all) {
    const request = { ...base, geo: { ...base.geo, prefer, fallback } }
    const reach = reachOf({ ...setting.rules, request })
    const limited = reach === null || reach === 'uncertain' ? never : forbiddenOf(setting, reach)
    checked.requests++
    for (const gate of gateCases(geography.topZones, now)) {
      const isLimited = gate.applied === true && reach !== 'uncertain'
      yield { setting, request, forbidden: isLimited ? limited : never, reach: isLimited ? reach : null, gate, attempt, stale: false }
    }
  }
}

/** The plain question for a node in every country, also while the fleet is too old to be believed. */
function* everywhere(proof: Prepared, setting: Setting, request: RouteRequest): Generator<Ask> {
  const ask = { setting, request, reach: null, attempt: 'first' as const }
  proof.checked.requests++
  for (const gate of gateCases(proof.geography.topZones, proof.now).filter(
    ({ label }) => label === 'off' || label === 'overridden to off',
  )) {
    yield { ...ask, forbidden: forbiddenOf(setting, null), gate, stale: false }
    if (setting.rules.clauses.length > 0) yield { ...ask, forbidden: setting.full, gate, stale: true }
  }
}

/** From every country and none, and with one stated where the address says another. */
export function* originAsks(subject: Subject, proof: Prepared): Generator<Ask> {
  const { world, slug, model, geography, now } = proof
  const plain = settingOf(proof, world.config, plainRequest(slug, model), world.nodes)
  const { policy } = plain.rules
  if (policy === null || policy.originAllow.length + policy.originDeny.length === 0) return
  const stated = ordinaryOrigin(subject, proof)
  const [gate] = gateCases(geography.topZones, now)
  for (const { geo } of world.census) {
    const { place } = geo.verdict
    const real = originAt(place, subject.contain(world.config, place))
    for (const origin of [real, statedOrigin(stated, real)]) {
      const request = plainRequest(slug, model, origin)
      const setting = settingOf(proof, world.config, request, world.nodes)
      proof.checked.requests++
      yield { setting, request, forbidden: forbiddenOf(setting, null), reach: null, gate: gate!, attempt: 'first', stale: false }
    }
  }
}

/** An origin that the policy accepts, near where its jobs run if it can be. */
function ordinaryOrigin(subject: Subject, { world, slug, model, inside, geography, now }: Prepared): RouteRequest['origin'] {
  const bare = settingOf({ geography, now }, world.config, plainRequest(slug, model), []).rules
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
  subject: Subject,
  proof: Prepared,
  setting: Setting,
  first: RouteRequest,
): { request: RouteRequest; clauses: readonly Clause[] } | null {
  const { config, rules, full } = setting
  if (rules.allowsNothing) return null
  const [gate] = gateCases(proof.geography.topZones, proof.now)
  const snapshot = { config, fleet: full, gate: gate!.view }
  const boundary = subject.carry(snapshot, first)
  if (boundary === null) return null
  const permitted = setting.nodes.filter(({ id }) => setting.verdicts.get(id)!.breach === null)
  const request: RouteRequest = {
    ...first,
    key: { ...first.key, geo: null },
    geo: { ...first.geo, only: null, deny: [] },
    retry: { of: 'first', tried: permitted.slice(0, 2).map(({ id }) => id), boundary },
  }
  return { request, clauses: rules.clauses }
}

function forbiddenOf({ nodes, verdicts, rules }: Setting, reach: readonly string[] | null): Fleet {
  return fleetOf(
    nodes.filter((node) => verdicts.get(node.id)!.breach !== null || (reach !== null && isBeyond(node, reach, rules.geography))),
  )
}

export function isBeyond({ geo }: FleetNode, reach: readonly string[], geography: Prepared['geography']): boolean {
  const { level, place } = geo.verdict
  if (level === 'contradicted' || level === 'impossible' || place.country === null) return true
  return reach.every((token) => geography.standing(token, place, 'stated') === 'out')
}
