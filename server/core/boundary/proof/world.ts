// The nodes that requests are put to: one of each class of the real fleet, and the probes. Nodes are of one class when no
// rule can tell them apart, so what holds for one holds for all of them.

import type { CompiledConfig } from '../../config/compiled'
import type { Containment, Place } from '../../geo/place'
import type { Fleet, FleetNode, RouteRequest } from '../../routing/types'
import type { Geography } from './geography'
import { adverse, probeAt, probeId, probePlaces } from './probes'
import type { Checked } from './types'
import { withPolicy } from './variations'

export type ProofWorld = {
  /** The configuration under test: where a Subcloud takes assigned nodes only, as if its probes had been assigned. */
  config: CompiledConfig
  /** One of each class of places, every adverse node, one of each class of the fleet. */
  nodes: readonly FleetNode[]
  /** A node in every place, for asking the plain questions everywhere. */
  census: readonly FleetNode[]
  probes: ReadonlySet<string>
}

export type WorldSpec = {
  config: CompiledConfig
  fleet: Fleet
  request: RouteRequest
  now: number
  geography: Geography
  contain(config: CompiledConfig, place: Place): Containment
  /** Where ordinary probes stand that are then broken in every way: inside the boundary, if anything is. */
  homes: readonly Place[]
  /** Nodes of the fleet that no rule can tell apart are of one class. */
  classOf(node: FleetNode): string
  checked: Checked
}

export function* makeWorld(spec: WorldSpec): Generator<Checked, ProofWorld> {
  const { config, fleet, request, now, geography, homes, checked } = spec
  const { model, subcloud: slug } = request
  const { source } = config
  const policy = source.subclouds.find((one) => one.slug === slug)?.policy
  const probeSpec = { slug, model, now, contain: (place: Place) => spec.contain(config, place) }
  const clauseTokens = [policy?.boundary, source.platform.boundary].flatMap((one) => [...(one?.allow ?? []), ...(one?.deny ?? [])])
  const census: FleetNode[] = []
  for (const place of probePlaces(source, clauseTokens)) {
    checked.probes = census.push(probeAt(place, census.length, probeSpec, source))
    yield checked
  }

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
      if (!fleet.nodes.has(id) && !nodes.some((one) => one.id === id)) nodes.push({ ...good, id })
  }
  const probes = new Set([...census, ...nodes].map(({ id }) => id))
  checked.probes = probes.size
  const real = new Map<string, FleetNode>()
  for (const node of fleet.nodes.values()) {
    const key = spec.classOf(node)
    if (!real.has(key)) real.set(key, node)
    checked.classes = real.size
    yield checked
  }
  const ids = [...probes].filter((id) => !strangers.has(id))
  // Probes pass every door: whom a semi-open Subcloud takes was approved, whom a closed one takes was assigned, and to no other.
  const taken = new Set(source.subclouds.flatMap(({ policy: { participation: p } }) => [...p.assigned, ...p.bans]))
  const join = policy?.participation.join ?? 'open'
  const tested =
    join === 'open'
      ? config
      : withPolicy(config, slug, (own) => {
          const { participation } = own
          const { approved, assigned } = participation
          const entered =
            join === 'closed' ? { assigned: [...assigned, ...ids.filter((id) => !taken.has(id))] } : { approved: [...approved, ...ids] }
          return { ...own, participation: { ...participation, ...entered } }
        })
  return { config: tested, nodes: [...nodes, ...real.values()], census, probes }
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
