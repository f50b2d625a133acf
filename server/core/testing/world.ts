// Small worlds for tests: a configuration on top of the shipped one, nodes by country, requests by what matters.

import type { GateState, GateView } from '../activation/types'
import { compileConfig } from '../config/compile'
import type { CompiledConfig } from '../config/compiled'
import { contain } from '../config/contain'
import { defaultConfig } from '../config/default'
import { type Config, configSchema, type TrustLevel } from '../config/schema'
import type { GeoToken, LngLat, Place } from '../geo/place'
import type { Origin } from '../origin/types'
import { makeSnapshot } from '../routing/snapshot'
import type { FleetNode, NodeGeo, RouteRequest, Snapshot } from '../routing/types'

export const at = Date.UTC(2026, 5, 1, 12)
export const model = 'llama-3.1-8b-instruct'

type Input = Parameters<typeof configSchema.parse>[0]

const shipped: Config = { ...defaultConfig(), models: [model] }

export function configWith(change: (config: Config) => Partial<Record<keyof Config, unknown>> = () => ({}), revision = 1): CompiledConfig {
  return compileConfig(configSchema.parse({ ...shipped, ...change(shipped) } as Input), revision)
}

export function subcloud(slug: string, policy: unknown = {}): unknown {
  return { slug, name: slug, owner: 'owner@example.com', policy }
}

export const nodeIdOf = (n: number) => `0x${n.toString(16).padStart(40, '0')}`

export type NodeSpec = {
  country?: string | null
  subdivision?: string
  point?: LngLat
  level?: TrustLevel
  borderline?: boolean
} & Partial<Omit<FleetNode, 'geo' | 'id'>>

export function node(config: CompiledConfig, id: number | string, spec: NodeSpec = {}): FleetNode {
  const { country = null, subdivision, point, level = country === null ? 'unverified' : 'consistent', borderline, ...rest } = spec
  return {
    id: typeof id === 'number' ? nodeIdOf(id) : id,
    operator: `operator-${id}`,
    network: `AS${id}`,
    environments: ['mainnet'],
    models: [model],
    gpu: 'RTX 4090',
    vramGb: 24,
    slots: 4,
    inFlight: 0,
    leased: 0,
    endpoint: null,
    version: '1.0.0',
    joins: [],
    simulated: false,
    status: 'serving',
    drained: false,
    quarantinedUntil: null,
    firstSeenAt: at - 86_400_000,
    lastSeenAt: at - 5_000,
    liveUntil: at + 40_000,
    failureRate: 0,
    geo: geoOf(config, { country, subdivision: subdivision ?? null, point: point ?? null }, level, borderline),
    ...rest,
  }
}

export function geoOf(config: CompiledConfig, place: Place, level: TrustLevel, borderline = false): NodeGeo {
  const refused = level === 'contradicted' || level === 'impossible'
  const known: Place = refused ? { country: null, subdivision: null, point: null } : place
  const containment = contain(config, known, 'medium')
  const tokens: GeoToken[] = place.country === null || borderline ? [] : [`country:${place.country}`]
  if (place.subdivision !== null) tokens.push(`subdivision:${place.subdivision}`)
  for (const zone of containment.zones) tokens.push(`zone:${zone}`)
  for (const jurisdiction of containment.jurisdictions) tokens.push(`jurisdiction:${jurisdiction}`)
  const areas = tokens.map((area) => ({ area, level, confidence: 0.9 }))
  return { verdict: { level, areas, place: known, borderline, reasons: [], judgedAt: at }, containment }
}

export function originIn(
  config: CompiledConfig,
  country: string | null,
  more: Partial<Origin> & { subdivision?: string | null } = {},
): Origin {
  const place: Place = { country, subdivision: more.subdivision ?? null, point: null }
  const containment = contain(config, place, 'high')
  return {
    country,
    subdivision: place.subdivision,
    cell: null,
    source: country === null ? 'none' : 'geoip',
    confidence: country === null ? 'none' : 'high',
    containment,
    nearest: null,
    address: country === null ? null : { place: { country, subdivision: place.subdivision }, containment },
    reasons: [country === null ? 'origin_unknown' : 'origin_geoip'],
    ...more,
  }
}

export type RequestSpec = Partial<Omit<RouteRequest, 'geo' | 'key' | 'requirements'>> & {
  geo?: Partial<RouteRequest['geo']>
  key?: Partial<RouteRequest['key']>
  requirements?: Partial<RouteRequest['requirements']>
}

export function request(config: CompiledConfig, spec: RequestSpec = {}): RouteRequest {
  const { geo, key, requirements, ...rest } = spec
  return {
    model,
    environment: 'mainnet',
    subcloud: null,
    key: { id: 'key-1', geo: null, ...key },
    origin: originIn(config, null),
    geo: { prefer: [], only: null, deny: [], fallback: null, ...geo },
    requirements: { minVramGb: null, gpu: null, ...requirements },
    affinityKey: null,
    retry: null,
    ...rest,
  }
}

export function gateAll(config: CompiledConfig, state: GateState, canaryPct = state === 'on' ? 100 : 0): GateView {
  return { zones: Object.fromEntries(config.topZones.map((zone) => [zone, { state, canaryPct }])), override: null }
}

export function snapshot(config: CompiledConfig, nodes: readonly FleetNode[], gate: GateView = gateAll(config, 'on')): Snapshot {
  return makeSnapshot(config, nodes, gate)
}
