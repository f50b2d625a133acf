// The world of a proof: which model is asked for, which countries are inside the Subcloud's own boundary, and the probes.

import type { Snapshot } from '../../routing/types'
import { classifier } from './classes'
import { insideClauses, type Rules, rulesOf } from './clauses'
import { readGeography } from './geography'
import { isoCountries } from './iso'
import { type Door, doorsOf, readMembers } from './members'
import { plainRequest } from './origins'
import { atCountry, probeGpu } from './probes'
import type { Checked, Prepared, Subject } from './types'
import { gateCases, ladders, narrowings } from './variations'
import { makeWorld } from './world'

type Places = Pick<Prepared, 'inside' | 'outside' | 'zonesInside'>

export function* prepareProof(
  subject: Subject,
  { config, fleet }: Pick<Snapshot, 'config' | 'fleet'>,
  now: number,
  slug: string | null,
  checked: Checked,
): Generator<Checked, Prepared> {
  const geography = readGeography(config.source)
  const model = modelOf({ config, fleet }, slug)
  const rules = rulesOf(config.source, geography, plainRequest(slug, model), now)
  const criteria = rules.policy?.participation.criteria
  const withNodes = [...new Set([...fleet.nodes.values()].flatMap(({ geo }) => geo.verdict.place.country ?? []))].sort()
  const isInside = (country: string) => {
    const { breach, undecided } = insideClauses(rules.clauses, atCountry(country), geography)
    return breach === null && !undecided
  }
  const all = [...new Set([...withNodes, ...isoCountries])]
  const inside = all.filter(isInside)
  const mayJoin = (country: string) =>
    (criteria?.countries?.includes(country) ?? true) &&
    (criteria?.zones?.some((code) => geography.standing(`zone:${code}`, atCountry(country), 'stated') === 'in') ?? true)
  const members = inside.filter(mayJoin)
  const holds = (code: string) => members.some((country) => geography.standing(`zone:${code}`, atCountry(country), 'stated') === 'in')
  const places = {
    inside: members.length > 0 ? members : inside,
    outside: all.filter((country) => !inside.includes(country)),
    zonesInside: geography.zones.filter(holds),
  }
  const request = plainRequest(slug, model)
  const doors = doorsOf(config.source, slug)
  const own = doors.find((door) => door.slug === slug) ?? null
  const tokens = tokensRead(rules, doors, places)
  const world = yield* makeWorld({
    config,
    fleet,
    request,
    now,
    geography,
    contain: subject.contain,
    homes: members.slice(0, 2).map((country) => atCountry(country)),
    classOf: classifier({ request, own, members: readMembers(doors, slug, geography), tokens, geography, now }),
    checked,
  })
  const gates = gateCases(geography.topZones, now)
  checked.gates = gates.length
  const joined = readMembers(doorsOf(world.config.source, slug), slug, geography)
  return { subject, now, slug, model, geography, gates, members: joined, world, ...places, checked }
}

/** What layers, ladders and criteria name, and the zones that a ladder leads on to. */
function tokensRead({ geography, policy, clauses }: Rules, doors: readonly Door[], { inside, outside, zonesInside }: Places): string[] {
  const named: string[] = clauses.flatMap(({ allow, deny }) => [...allow, ...deny])
  for (const { keyGeo, only, deny } of narrowings(inside, outside, probeGpu))
    named.push(...(keyGeo?.only ?? []), ...(keyGeo?.deny ?? []), ...(only ?? []), ...deny)
  for (const { criteria } of doors)
    named.push(...(criteria.countries ?? []).map((code) => `country:${code}`), ...(criteria.zones ?? []).map((code) => `zone:${code}`))
  const prefers = [...(policy?.prefer ?? []), ...ladders(geography.topZones, inside, zonesInside).flatMap(({ prefer }) => prefer)]
  const around = prefers.filter((token) => token.startsWith('zone:')).flatMap((token) => geography.around(token.slice(5)))
  return [...named, ...prefers, ...around.map((code) => `zone:${code}`)]
}

/** The model that most of the fleet has, of those that the Subcloud offers. */
function modelOf({ config, fleet }: Pick<Snapshot, 'config' | 'fleet'>, slug: string | null): string {
  const offered = config.source.subclouds.find((one) => one.slug === slug)?.models ?? []
  const count = new Map<string, number>()
  for (const { models } of fleet.nodes.values())
    for (const model of models) if (offered.length === 0 || offered.includes(model)) count.set(model, (count.get(model) ?? 0) + 1)
  const [most] = [...count].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  return most?.[0] ?? offered[0] ?? config.source.models[0] ?? 'any'
}
