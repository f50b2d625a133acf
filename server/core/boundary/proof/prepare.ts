// The world of a proof: which model is asked for, which countries are inside the Subcloud's own boundary, and the probes.

import type { Snapshot } from '../../routing/types'
import { insideClauses, rulesOf } from './clauses'
import { readGeography } from './geography'
import { isoCountries } from './iso'
import { plainRequest } from './origins'
import { atCountry } from './probes'
import type { Prepared, Subject } from './types'
import { gateCases } from './variations'
import { makeWorld } from './world'

export function prepareProof(subject: Subject, { config, fleet }: Snapshot, now: number, slug: string | null): Prepared {
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
  const world = makeWorld({
    config,
    fleet,
    slug,
    model,
    now,
    geography,
    contain: subject.contain,
    homes: members.slice(0, 2).map((country) => atCountry(country)),
  })
  return {
    now,
    slug,
    model,
    geography,
    world,
    inside: members.length > 0 ? members : inside,
    outside: all.filter((country) => !inside.includes(country)),
    zonesInside: geography.zones.filter(holds),
    checked: {
      decisions: 0,
      requests: 0,
      nodes: fleet.nodes.size,
      classes: world.classes,
      probes: world.probes.size,
      gates: gateCases(geography.topZones, now).length,
      undecided: 0,
    },
  }
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
