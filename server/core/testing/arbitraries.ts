// Worlds and requests for properties: few countries, many ways to be cut. Everything comes from fast-check, so a
// failing world shrinks and can be replayed from its seed.

import fc from 'fast-check'
import { type GateOverride, type GateView, gateStates } from '../activation/types'
import { mergeLayers } from '../boundary/merge'
import type { CompiledConfig } from '../config/compiled'
import { trustLevels } from '../config/schema'
import type { GeoToken } from '../geo/place'
import type { Load, PoolSpill, SpillView } from '../routing/spill/types'
import type { FleetNode, RouteRequest } from '../routing/types'
import type { Asked, Clause } from './oracle'
import { childZones, topZones } from './oracle-areas'
import { at, configWith, model, node, nodeIdOf, originIn, request, snapshot } from './world'

const places = [
  ...['DE', 'FR', 'ES', 'HU', 'GB', 'NO', 'RE', 'US', 'CA', 'BR', 'GF', 'SG', 'AE', 'TR', 'RU', 'JP'].map((country) => ({
    country,
    subdivision: null,
  })),
  { country: 'US', subdivision: 'US-CA' },
  { country: 'US', subdivision: 'US-TX' },
  { country: 'ES', subdivision: 'ES-CN' },
  { country: null, subdivision: null },
]
export const tokens: readonly GeoToken[] = [
  ...(['zone:EU', 'zone:NA', 'zone:SEA', 'zone:ME', 'zone:SA', 'zone:EU-W', 'zone:US-W'] as const),
  ...(['jurisdiction:EU27', 'jurisdiction:EEA30', 'jurisdiction:UK', 'jurisdiction:US'] as const),
  ...([
    'country:DE',
    'country:FR',
    'country:HU',
    'country:US',
    'country:SG',
    'country:TR',
    'subdivision:US-CA',
    'subdivision:ES-CN',
  ] as const),
]
const zoneCodes: readonly string[] = [...topZones, ...Object.keys(childZones)]
export const ids = Array.from({ length: 12 }, (_, i) => nodeIdOf(i + 1))

export const someTokens = (maxLength: number) => fc.uniqueArray(fc.constantFrom(...tokens), { maxLength })
const aDeny = fc.oneof({ weight: 4, arbitrary: fc.constant<GeoToken[]>([]) }, { weight: 1, arbitrary: someTokens(1) })
const aClause = fc.record({ allow: someTokens(3), deny: aDeny })
/** Mostly nothing, so that worlds are not all refusals. */
const rarely = <T>(value: fc.Arbitrary<T>, weight = 1) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight, arbitrary: value })
const often = (yes: number, no: number) =>
  fc.oneof({ weight: yes, arbitrary: fc.constant(true) }, { weight: no, arbitrary: fc.constant(false) })

const aPolicy = fc.record(
  {
    boundary: rarely(aClause, 3),
    prefer: someTokens(2),
    fallback: fc.constantFrom('none', 'adjacent', 'global'),
    minTrust: rarely(fc.constantFrom('verified', 'consistent', 'unverified', 'unverified')),
    originAllow: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: originTokens() }),
    originDeny: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: originTokens() }),
    onUnknownOrigin: fc.constantFrom('allow', 'deny'),
    isolate: often(1, 2),
    participation: fc.record({
      join: fc.constantFrom('open', 'open', 'semi-open', 'closed'),
      criteria: fc.record({ countries: rarely(fc.constant(['DE', 'FR', 'US'])), minVramGb: rarely(fc.constant(24)) }),
      bans: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 2 }),
      assigned: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 }),
      approved: fc.subarray([...ids]),
    }),
  },
  { requiredKeys: [] },
)

function originTokens(): fc.Arbitrary<GeoToken[]> {
  return fc.uniqueArray(
    fc.constantFrom<GeoToken[]>('country:DE', 'country:US', 'zone:EU', 'jurisdiction:EU27', 'zone:US-W', 'subdivision:US-CA'),
    {
      minLength: 1,
      maxLength: 2,
    },
  )
}

export const aConfig: fc.Arbitrary<CompiledConfig> = fc
  .record({
    platform: fc.record({ boundary: rarely(aClause), panic: often(1, 4) }),
    acme: aPolicy,
    iso: aPolicy,
    neighbours: fc.shuffledSubarray([...topZones]),
    revision: fc.integer({ min: 1, max: 99 }),
  })
  .map(({ platform, acme, iso, neighbours, revision }) =>
    configWith(
      (base) => ({
        platform,
        zones: [
          ...base.zones.map((zone) => ({ ...zone, neighbours: neighbours.filter((code) => code !== zone.code) })),
          ...Object.entries(childZones).map(([code, rest]) => ({ code, name: code, neighbours: neighbours.slice(0, 1), ...rest })),
        ],
        subclouds: [
          { slug: 'acme', name: 'Acme', owner: 'a@example.com', policy: acme },
          { slug: 'iso', name: 'Iso', owner: 'i@example.com', models: [], policy: iso },
        ],
      }),
      revision,
    ),
  )

export const aNode = (config: CompiledConfig, id: string): fc.Arbitrary<FleetNode> =>
  fc
    .record({
      place: fc.constantFrom(...places),
      level: fc.oneof(
        { weight: 4, arbitrary: fc.constant('consistent' as const) },
        { weight: 1, arbitrary: fc.constantFrom(...trustLevels) },
      ),
      weak: often(1, 5),
      borderline: often(1, 30),
      environments: often(30, 1).map((yes) => [yes ? 'mainnet' : 'testnet']),
      models: often(30, 1).map((yes) => [yes ? model : 'other']),
      vramGb: fc.constantFrom(24, 24, 80, 8),
      slots: fc.constantFrom(0, 1, 2, 4, 4, 4),
      inFlight: fc.constantFrom(0, 0, 0, 1, 3),
      leased: fc.constantFrom(0, 0, 0, 1, 2),
      joins: fc.subarray(['acme', 'iso']),
      cooling: often(1, 8).map((yes) => (yes ? ['acme'] : [])),
      status: often(15, 1).chain((yes) => (yes ? fc.constant('serving' as const) : fc.constantFrom('draining' as const, 'left' as const))),
      drained: often(1, 30),
      quarantined: often(1, 30),
      ejectedUntil: fc.oneof(
        { weight: 15, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom(at - 1, at + 1000) },
      ),
      silentS: fc.constantFrom(5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 50, 100, 200, 40 * 86_400),
      failureRate: fc.constantFrom(0, 0, 0.25),
    })
    .map(({ place, weak, quarantined, silentS, ...spec }) => {
      const lastSeenAt = at - silentS * 1000
      const made = node(config, id, {
        ...place,
        subdivision: place.subdivision ?? undefined,
        ...spec,
        lastSeenAt,
        liveUntil: lastSeenAt + 45_000,
      })
      made.quarantinedUntil = quarantined ? at + 1000 : null
      return weak ? withWeakCountry(made) : made
    })

/** The zone is believed where the country is not. */
function withWeakCountry(one: FleetNode): FleetNode {
  const { verdict, containment } = one.geo
  const areas = verdict.areas.map((area) => (area.area.startsWith('zone:') ? area : { ...area, level: 'unverified' as const }))
  return verdict.level === 'consistent' || verdict.level === 'verified'
    ? { ...one, geo: { verdict: { ...verdict, areas }, containment } }
    : one
}

export const aGate: fc.Arbitrary<GateView> = fc.record({
  zones: fc
    .oneof(fc.constant(topZones.map(() => 'on' as const)), fc.tuple(...topZones.map(() => fc.constantFrom(...gateStates))))
    .map((states) => Object.fromEntries(topZones.map((zone, i) => [zone, { state: states[i]!, canaryPct: 50 }]))),
  override: rarely(
    fc.record({
      state: fc.constantFrom(...gateStates),
      zone: fc.constantFrom(null, ...topZones),
      canaryPct: fc.constant(25),
      reason: fc.constant('a reason'),
      expiresAt: fc.constantFrom(at - 1, at + 1000),
    }),
  ).map((override): GateOverride | null => override ?? null),
})

export const aRequest = (config: CompiledConfig): fc.Arbitrary<Pick<Asked, 'request' | 'first'>> =>
  fc
    .record({
      subcloud: fc.constantFrom(null, null, null, 'acme', 'acme', 'iso'),
      origin: fc.constantFrom(...places),
      nearest: fc.constantFrom(null, 'EU', 'SEA'),
      key: fc.record({ prefer: rarely(someTokens(1)), only: rarely(someTokens(2)), deny: rarely(aDeny) }),
      geo: fc.record({
        prefer: someTokens(3),
        only: rarely(fc.uniqueArray(fc.constantFrom(...tokens), { minLength: 1, maxLength: 3 })),
        deny: aDeny,
        fallback: fc.constantFrom(null, 'none' as const, 'adjacent' as const, 'global' as const),
      }),
      keyId: fc.constantFrom('key-1', 'key-2', 'key-3'),
      minVramGb: fc.constantFrom(null, null, null, 24, 24, 80),
      affinityKey: fc.constantFrom(null, null, 'conversation'),
      retry: rarely(
        fc.record({ tried: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 }), clauses: fc.array(aClause, { maxLength: 2 }) }),
      ),
    })
    .map(({ subcloud, origin, nearest, key, geo, keyId, minVramGb, affinityKey, retry }) => {
      const only = key.only?.length ? key.only : undefined
      const first = retry ? boundaryOf(retry.clauses, config) : null
      const made: RouteRequest = request(config, {
        subcloud,
        affinityKey,
        key: { id: keyId, geo: { ...key, only } },
        geo: { ...geo, only: geo.only ?? null },
        requirements: { minVramGb },
        origin: originIn(config, origin.country, { subdivision: origin.subdivision, nearest: origin.country === null ? nearest : null }),
        retry: retry && first ? { of: 'first', tried: retry.tried, boundary: first } : null,
      })
      return { request: made, first: first && retry ? retry.clauses : null }
    })

function boundaryOf(clauses: readonly Clause[], config: CompiledConfig) {
  const merged = mergeLayers(
    clauses.map((clause) => ({ layer: 'first', clause })),
    config,
  )
  return merged.ok ? merged.boundary : null
}

const aLoad: fc.Arbitrary<Load> = fc
  .record({ slots: fc.nat(20), offered: fc.integer({ min: 0, max: 400 }), live: fc.nat(6), lost: fc.nat(6) })
  .map(({ slots, offered, live, lost }) => ({
    slots,
    used: Math.min(slots, offered / 10),
    offered: offered / 10,
    live,
    total: live + lost,
  }))

/** Mostly of zones that jobs prefer, so that something is shed. */
export const aPool: fc.Arbitrary<PoolSpill> = fc.record({
  mode: fc.constantFrom('capacity', 'capacity', 'hosts'),
  loads: fc
    .tuple(...[...zoneCodes, null].map(() => rarely(aLoad, 8)))
    .map((loads) => new Map([...zoneCodes, null].flatMap((label, i) => (loads[i] ? [[label, loads[i]] as const] : [])))),
  hot: fc.subarray([...zoneCodes], { minLength: 1 }).map((zones) => new Map(zones.map((zone) => [zone, at - 20_000]))),
})

export const aSpill: fc.Arbitrary<SpillView> = fc
  .record({ general: rarely(aPool, 8), iso: rarely(aPool, 8), spent: fc.subarray(['acme', 'iso']), isSpent: often(1, 4) })
  .map(({ general, iso, spent, isSpent }) => {
    const pools = new Map<string, PoolSpill>()
    if (general) pools.set(`mainnet  ${model}`, general)
    if (iso) pools.set(`mainnet iso ${model}`, iso)
    return { pools, spent: new Set(isSpent ? spent : []) }
  })

export const panicZones: fc.Arbitrary<readonly string[]> = fc.subarray([...zoneCodes])

/** A world with a request to put to it. */
export const asked: fc.Arbitrary<Asked> = aConfig.chain((config) =>
  fc
    .record({
      nodes: fc.subarray(ids, { minLength: 4 }).chain((some) => fc.tuple(...some.map((id) => aNode(config, id)))),
      gate: aGate,
      spill: rarely(aSpill, 4),
      panic: rarely(panicZones, 1),
      ask: aRequest(config),
    })
    .map(({ nodes, gate, spill, panic, ask }) => ({
      snapshot: { ...snapshot(config, nodes, gate), spill, panic: panic && new Set(panic) },
      now: at,
      ...ask,
    })),
)

/** Jobs in one world that differ in little: in their origin, in what they ask for beside a policy, in whether a node is free. */
export const likeJobs: fc.Arbitrary<Asked[]> = asked.chain(({ snapshot, now, request: like }) =>
  fc
    .array(fc.record({ other: aRequest(snapshot.config), key: fc.constantFrom('key-1', 'key-2') }), { minLength: 8, maxLength: 20 })
    .map((jobs) =>
      jobs.map(({ other: { request }, key }) => {
        const { subcloud, geo } = like
        return { snapshot, now, request: { ...request, subcloud, geo, key: { id: key, geo: like.key.geo }, retry: null }, first: null }
      }),
    ),
)
