// Nodes that are put beside the real ones, so that a fault shows whether or not today's fleet happens to have the node
// that would slip through: one in every country, subdivision and odd place, and one that breaks each rule.

import type { Config, TrustLevel } from '../../config/schema'
import type { Containment, GeoToken, Place } from '../../geo/place'
import type { FleetNode } from '../../routing/types'
import { countryOf, isoCountries, isTerritory } from './iso'

const nowhere: Containment = { label: null, labelBy: null, zones: [], jurisdictions: [] }

/** The card of probes, unless the Subcloud asks for another. */
export const probeGpu = 'any'

export type ProbeSpec = { slug: string | null; model: string; now: number; contain(place: Place): Containment }

/** How many ids are kept for probes; a policy that takes assigned nodes only is tested as if it had assigned them. */
export const probeId = (n: number): string => `0xfeed${n.toString(16).padStart(36, '0')}`

export const atCountry = (country: string | null, subdivision: string | null = null): Place => ({ country, subdivision, point: null })

/** Every country, every subdivision that the configuration names, and some within or beside those. */
export function probePlaces(config: Config, tokens: readonly string[]): Place[] {
  const named = new Set<string>(['US-CA', 'US-TX', 'ES-CN', 'ES-GC', 'ES-M'])
  for (const { subdivisions } of [...config.zones, ...config.jurisdictions]) for (const code of subdivisions.slice(0, 50)) named.add(code)
  for (const token of tokens) if (token.startsWith('subdivision:')) named.add(token.slice(12))
  const parts = [...named].filter((code) => !isTerritory(code)).map((code) => atCountry(countryOf(code), code))
  return [...[...isoCountries].map((country) => atCountry(country)), ...parts, atCountry(null)]
}

export function probeAt(place: Place, n: number, spec: ProbeSpec, config: Config, level: TrustLevel = 'verified'): FleetNode {
  const criteria = config.subclouds.find(({ slug }) => slug === spec.slug)?.policy.participation.criteria ?? {}
  const containment = spec.contain(place)
  const tokens = place.country === null ? [] : [`country:${place.country}`]
  if (place.subdivision !== null) tokens.push(`subdivision:${place.subdivision}`)
  tokens.push(...containment.zones.map((code) => `zone:${code}`), ...containment.jurisdictions.map((code) => `jurisdiction:${code}`))
  const areas = tokens.map((area) => ({ area: area as GeoToken, level, confidence: 0.9 }))
  return {
    id: probeId(n),
    operator: 'proof',
    network: 'AS0',
    environments: ['mainnet'],
    models: [spec.model, ...(criteria.models ?? [])],
    gpu: criteria.gpu?.[0] ?? probeGpu,
    vramGb: Math.max(1000, criteria.minVramGb ?? 0),
    slots: 4,
    inFlight: 0,
    leased: 0,
    endpoint: null,
    version: '0',
    joins: spec.slug === null ? [] : [spec.slug],
    simulated: false,
    status: 'serving',
    drained: false,
    quarantinedUntil: null,
    firstSeenAt: spec.now - 1_000_000,
    lastSeenAt: spec.now - 1000,
    liveUntil: spec.now + 44_000,
    failureRate: 0,
    uptimePct: 100,
    geo: { containment, verdict: { level, areas, place, borderline: false, reasons: [], judgedAt: spec.now } },
  }
}

/** A node that could serve, broken in each way that there is. Some are not broken under every policy: the rules say which. */
export function adverse(node: FleetNode, config: Config, slug: string | null, now: number): Omit<FleetNode, 'id'>[] {
  const seen = (agoS: number) => ({ lastSeenAt: now - agoS * 1000, liveUntil: now - agoS * 1000 + 45_000 })
  const judged = (change: Partial<FleetNode['geo']['verdict']>) => ({ geo: { ...node.geo, verdict: { ...node.geo.verdict, ...change } } })
  const { areas } = node.geo.verdict
  const relevel = (level: TrustLevel) => judged({ level, areas: areas.map((area) => ({ ...area, level })) })
  const believedOnly = (kind: string) =>
    judged({ areas: areas.map((one) => (one.area.startsWith(kind) ? one : { ...one, level: 'unverified' as const })) })
  const others = config.subclouds.filter((one) => one.policy.isolate && one.slug !== slug).map((one) => one.slug)
  const changes: Partial<FleetNode>[] = [
    { environments: ['elsewhere'] },
    seen(100),
    seen(1000),
    seen(40 * 86_400),
    { status: 'draining' },
    { status: 'left' },
    { drained: true },
    { quarantinedUntil: now + 60_000 },
    { models: ['another'] },
    { vramGb: 1 },
    { gpu: 'none of those' },
    { joins: [] },
    ...(slug === null ? [] : [{ cooling: [slug] }]),
    ...others.slice(0, 5).map((other) => ({ joins: [...node.joins, other] })),
    { inFlight: node.slots },
    { leased: node.slots },
    ...(['consistent', 'unverified', 'contradicted', 'impossible'] as const).map(relevel),
    judged({ areas: [] }),
    ...['country:', 'zone:', 'jurisdiction:'].map(believedOnly),
    judged({ borderline: true }),
    { geo: { containment: nowhere, verdict: { ...node.geo.verdict, place: atCountry(null) } } },
  ]
  return changes.map((change) => ({ ...node, ...change }))
}
