// The nodes that requests are put to: one of each class of the real fleet, and the probes. Nodes are of one class when no
// rule can tell them apart, so what holds for one holds for all of them.

import type { CompiledConfig } from '../../config/compiled'
import type { Containment, Place } from '../../geo/place'
import type { Fleet, FleetNode } from '../../routing/types'
import type { Geography } from './geography'
import { adverse, probeAt, probeId, probePlaces } from './probes'
import { withPolicy } from './variations'

export type ProofWorld = {
  /** The configuration under test: where a Subcloud takes assigned nodes only, as if its probes had been assigned. */
  config: CompiledConfig
  /** One of each class of places, every adverse node, one of each class of the fleet. */
  nodes: readonly FleetNode[]
  /** A node in every place, for asking the plain questions everywhere. */
  census: readonly FleetNode[]
  classes: number
  probes: ReadonlySet<string>
}

export type WorldSpec = {
  config: CompiledConfig
  fleet: Fleet
  slug: string | null
  model: string
  now: number
  geography: Geography
  contain(config: CompiledConfig, place: Place): Containment
  /** Where ordinary probes stand that are then broken in every way: inside the boundary, if anything is. */
  homes: readonly Place[]
}

export function makeWorld(spec: WorldSpec): ProofWorld {
  const { config, slug, model, now, geography, homes } = spec
  const { source } = config
  const policy = source.subclouds.find((one) => one.slug === slug)?.policy
  const probeSpec = { slug, model, now, contain: (place: Place) => spec.contain(config, place) }
  const clauseTokens = [policy?.boundary, source.platform.boundary].flatMap((one) => [...(one?.allow ?? []), ...(one?.deny ?? [])])
  const places = probePlaces(source, clauseTokens)
  const census = places.map((place, n) => probeAt(place, n, probeSpec, source))

  let next = census.length
  const nodes: FleetNode[] = firstOfEach(census, (node) => placeClass(node, geography, clauseTokens))
  const strangers = new Set<string>()
  for (const home of homes) {
    const good = probeAt(home, next++, probeSpec, source)
    nodes.push(good)
    for (const broken of adverse(good, source, slug, now)) {
      const one = { ...broken, id: probeId(next++) }
      if (one.joins.length === 0) strangers.add(one.id)
      nodes.push(one)
    }
    const held = source.subclouds
      .filter((one) => one.slug !== slug && one.policy.isolate)
      .flatMap((one) => one.policy.participation.assigned[0] ?? [])
    for (const id of [...(policy?.participation.bans.slice(0, 1) ?? []), ...held.slice(0, 5)])
      if (!spec.fleet.nodes.has(id) && !nodes.some((one) => one.id === id)) nodes.push({ ...good, id })
  }
  const real = firstOfEach(spec.fleet.nodes.values(), (node) => nodeClass(node, config, model, now))
  const probes = new Set([...census, ...nodes].map(({ id }) => id))
  const ids = [...probes].filter((id) => !strangers.has(id))
  // Probes pass every door: whom a semi-open Subcloud takes was approved, whom a closed one takes was assigned, and to no other.
  const isFree = (id: string) => !source.subclouds.some(({ policy: { participation: p } }) => [...p.assigned, ...p.bans].includes(id))
  const join = policy?.participation.join ?? 'open'
  const tested =
    join === 'open'
      ? config
      : withPolicy(config, slug, (own) => {
          const { participation } = own
          const { approved, assigned } = participation
          const taken = join === 'closed' ? { assigned: [...assigned, ...ids.filter(isFree)] } : { approved: [...approved, ...ids] }
          return { ...own, participation: { ...participation, ...taken } }
        })
  return { config: tested, nodes: [...nodes, ...real], census, classes: real.length, probes }
}

function firstOfEach<T>(all: Iterable<T>, classOf: (one: T) => string): T[] {
  const first = new Map<string, T>()
  for (const one of all) {
    const key = classOf(one)
    if (!first.has(key)) first.set(key, one)
  }
  return [...first.values()]
}

function placeClass({ geo }: FleetNode, geography: Geography, tokens: readonly string[]): string {
  const { place } = geo.verdict
  const own = tokens.filter((token) => !token.startsWith('zone:') && !token.startsWith('jurisdiction:'))
  return JSON.stringify([
    geo.containment,
    place.country === null,
    place.subdivision === null,
    own.map((token) => geography.standing(token, place, 'stated')),
  ])
}

/** All that any rule reads of a node, thresholds kept as they are and counts as yes or no. */
function nodeClass(node: FleetNode, config: CompiledConfig, model: string, now: number): string {
  const { geo } = node
  const listed = config.source.subclouds.flatMap(({ slug, policy: { participation: p } }) =>
    [p.assigned, p.bans, p.approved].some((list) => list.includes(node.id))
      ? [slug, p.assigned.includes(node.id), p.bans.includes(node.id), p.approved.includes(node.id)]
      : [],
  )
  return JSON.stringify([
    [...node.environments].sort(),
    node.models.includes(model),
    // Criteria of Subclouds may ask for other models, a card or memory.
    config.source.subclouds.some(({ policy }) => policy.participation.criteria.models) ? [...node.models].sort() : null,
    node.gpu,
    node.vramGb,
    Math.max(node.inFlight, node.leased) < node.slots,
    now <= node.liveUntil,
    now <= node.lastSeenAt + 3 * (node.liveUntil - node.lastSeenAt),
    now - node.lastSeenAt > 30 * 86_400_000,
    [
      node.status,
      node.drained,
      node.quarantinedUntil !== null && node.quarantinedUntil > now,
      node.joins,
      node.cooling ?? [],
      node.uptimePct ?? null,
    ],
    [geo.verdict.level, geo.verdict.borderline, geo.verdict.place.country, geo.verdict.place.subdivision, geo.containment],
    geo.verdict.areas.map(({ area, level }) => [area, level]),
    listed,
  ])
}
