import { describe, expect, it } from 'vitest'
import { gateStates } from '../activation/types'
import { mergeLayers } from '../boundary/merge'
import type { CompiledConfig } from '../config/compiled'
import {
  at,
  configWith,
  gateAll,
  model,
  type NodeSpec,
  node,
  originIn,
  type RequestSpec,
  request,
  snapshot,
  subcloud,
} from '../testing/world'
import { decide } from './decide'
import type { Decision } from './types'

const neighbours = (codes: Record<string, string[]>) => (base: CompiledConfig['source']) => ({
  zones: base.zones.map((zone) => ({ ...zone, neighbours: codes[zone.code] ?? [] })),
})
const ladder = neighbours({ EU: ['ME', 'NA'] })
const strict = { boundary: { allow: ['jurisdiction:EU27'] } }

function route(config: CompiledConfig, nodes: readonly NodeSpec[], spec: RequestSpec = {}, gate = gateAll(config, 'on')): Decision {
  const world = snapshot(
    config,
    nodes.map((one, i) => node(config, i + 1, one)),
    gate,
  )
  return decide(world, request(config, spec), { now: at, seed: 'seed' })
}

describe('preference', () => {
  it('o16 lets a request prefer another zone than its origin’s', () => {
    const config = configWith()
    const decision = route(config, [{ country: 'SG' }, { country: 'DE' }], {
      origin: originIn(config, 'DE'),
      geo: { prefer: ['zone:SEA'] },
    })
    expect(decision).toMatchObject({
      preferredZone: 'SEA',
      preferredSource: 'request',
      servedZone: 'SEA',
      rung: 'preferred',
      fallback: false,
    })
    expect(decision.trace.origin).toMatchObject({ country: 'DE', source: 'geoip' })
    expect(decision.reasons).toEqual(['origin_geoip', 'preference_request', 'ladder_preferred'])
  })

  it('prefers the origin’s own zone, and says by what it was assigned', () => {
    const config = configWith()
    const decision = route(config, [{ country: 'US' }, { country: 'DE' }], { origin: originIn(config, 'FR') })
    expect(decision).toMatchObject({ preferredZone: 'EU', preferredSource: 'origin', servedZone: 'EU', servedCountry: 'DE' })
    expect(decision.reasons).toEqual(['origin_geoip', 'zone_match_country', 'ladder_preferred'])
  })

  it('asks request, key, Subcloud, origin and nearest zone in that order', () => {
    const config = configWith(() => ({ subclouds: [subcloud('acme', { prefer: ['zone:ME'] })] }))
    const origin = originIn(config, 'JP', { nearest: 'SEA' })
    const all: RequestSpec = {
      origin: originIn(config, 'DE'),
      subcloud: 'acme',
      key: { geo: { prefer: ['zone:SA'] } },
      geo: { prefer: ['zone:NA'] },
    }
    const preferred = (spec: RequestSpec) => {
      const { preferredZone, preferredSource } = route(config, [], spec)
      return [preferredZone, preferredSource]
    }
    expect(preferred(all)).toEqual(['NA', 'request'])
    expect(preferred({ ...all, geo: {} })).toEqual(['SA', 'key'])
    expect(preferred({ ...all, geo: {}, key: {} })).toEqual(['ME', 'subcloud'])
    expect(preferred({ ...all, geo: {}, key: {}, subcloud: null })).toEqual(['EU', 'origin'])
    expect(preferred({ origin })).toEqual(['SEA', 'nearest'])
    expect(preferred({ origin: { ...origin, nearest: null } })).toEqual([null, 'none'])
  })

  it('drops what lies outside the boundary and takes the first of a list that does not', () => {
    const config = configWith()
    const geo: RequestSpec['geo'] = { prefer: ['zone:SEA', 'zone:EU', 'country:FR'], only: ['jurisdiction:EU27'] }
    const decision = route(config, [{ country: 'DE' }], { geo })
    expect(decision).toMatchObject({ outcome: 'routed', preferredZone: 'EU', rung: 'preferred' })
    expect(decision.reasons).toContain('preference_outside_boundary')
    expect(decision.trace.preference).toMatchObject({ tokens: ['zone:EU', 'country:FR'], dropped: ['zone:SEA'] })
  })

  it('makes a rung with no preferred zone out of a country or a jurisdiction', () => {
    const config = configWith()
    const decision = route(config, [{ country: 'DE' }, { country: 'GB' }], { geo: { prefer: ['jurisdiction:UK', 'zone:EU'] } })
    expect(decision).toMatchObject({ preferredZone: null, preferredSource: 'request', rung: 'preferred', servedCountry: 'GB' })
    expect(decision.trace.rungs[0]).toMatchObject({ token: 'jurisdiction:UK', zone: null, candidates: 1 })
  })

  it('counts a child zone’s nodes as its parent’s, and climbs to ancestors before neighbours', () => {
    const config = configWith((base) => ({
      zones: [...base.zones, { code: 'EU-W', name: 'Western Europe', parent: 'EU', countries: ['FR'], neighbours: ['NA'] }],
    }))
    expect(route(config, [{ country: 'FR' }], { geo: { prefer: ['zone:EU'] } })).toMatchObject({
      rung: 'preferred',
      servedZone: 'EU-W',
      fallback: false,
    })
    const up = route(config, [{ country: 'PL' }, { country: 'US' }], { origin: originIn(config, 'FR') })
    expect(up).toMatchObject({ preferredZone: 'EU-W', rung: 'ancestor', servedZone: 'EU', fallback: true })
    expect(up.trace.rungs.map(({ token }) => token)).toEqual(['zone:EU-W', 'zone:EU'])
  })

  it('follows a renamed zone to its successor', () => {
    const config = configWith((base) => ({
      zones: [
        ...base.zones.filter(({ code }) => code !== 'ME'),
        { code: 'MENA', name: 'Middle East', countries: ['AE'], replaces: ['ME'] },
      ],
    }))
    expect(route(config, [{ country: 'AE' }], { geo: { prefer: ['zone:ME'] } })).toMatchObject({
      preferredZone: 'MENA',
      servedZone: 'MENA',
    })
  })
})

describe('ladder', () => {
  const soft = (config: CompiledConfig, fallback?: 'none' | 'adjacent' | 'global'): RequestSpec => ({
    origin: originIn(config, 'DE'),
    geo: { fallback: fallback ?? null },
  })

  it('l01 falls back to a neighbour', () => {
    const config = configWith(ladder)
    const decision = route(config, [{ country: 'AE' }], soft(config))
    expect(decision).toMatchObject({ preferredZone: 'EU', servedZone: 'ME', rung: 'adjacent', fallback: true })
    expect(decision.trace.rungs[0]).toMatchObject({ rung: 'preferred', zone: 'EU', candidates: 0, eligible: 0, cut: {} })
  })

  it('l02 falls back to the global pool', () => {
    const config = configWith(ladder)
    const decision = route(config, [{ country: 'BR' }], soft(config, 'global'))
    expect(decision).toMatchObject({ servedZone: 'SA', rung: 'global', fallback: true })
    expect(decision.trace.rungs.map(({ token }) => token)).toEqual(['zone:EU', 'zone:ME', 'zone:NA', '*'])
  })

  it('l03 stops before the global pool where policy says so', () => {
    const config = configWith(ladder)
    const decision = route(config, [{ country: 'BR' }, { country: 'BR' }], soft(config, 'adjacent'))
    expect(decision.refusal).toMatchObject({ code: 'geo_no_eligible_node', remedy: 'Fallback `global` would reach 2 nodes in SA.' })
    expect(decision.refusal!.retryAfterS).toBeGreaterThan(0)
    expect(decision.reasons).toContain('fallback_forbidden')
  })

  it('l04 refuses as saturated when the only rung allowed is full', () => {
    const config = configWith(ladder)
    const full = { country: 'DE', slots: 2, leased: 2 }
    const decision = route(config, [full, full, full, { country: 'AE' }], soft(config, 'none'))
    expect(decision.refusal).toMatchObject({
      code: 'geo_zone_saturated',
      retryAfterS: 5,
      remedy: 'Wait for a free slot on any of 3 nodes in EU. Fallback `adjacent` would reach 1 node in ME.',
    })
    expect(decision.trace.rungs).toHaveLength(1)
  })

  it('l12 has one rung where nothing is preferred, whatever the fallback', () => {
    const config = configWith(ladder)
    const decision = route(config, [{ country: 'BR' }], { geo: { fallback: 'none' } })
    expect(decision).toMatchObject({ preferredZone: null, preferredSource: 'none', rung: 'global', fallback: false, geoApplied: true })
    expect(decision.trace.rungs).toHaveLength(1)
  })

  it('l13 goes by availability alone while the gate is off', () => {
    const config = configWith(ladder)
    const spec: RequestSpec = { geo: { prefer: ['zone:EU'], fallback: 'none' } }
    for (const state of ['off', 'suspended'] as const) {
      const decision = route(config, [{ country: 'BR' }], spec, gateAll(config, state))
      expect(decision).toMatchObject({
        preferredZone: 'EU',
        gate: state,
        geoApplied: false,
        servedZone: 'SA',
        rung: 'agnostic',
        fallback: false,
        shadow: null,
      })
    }
  })

  it('takes the stricter of the Subcloud’s and the request’s fallback', () => {
    const config = configWith((base) => ({ ...ladder(base), subclouds: [subcloud('acme', { fallback: 'adjacent' })] }))
    const asks = (fallback: 'none' | 'global') =>
      route(config, [{ country: 'AE' }], { subcloud: 'acme', origin: originIn(config, 'DE'), geo: { fallback } })
    expect(asks('global')).toMatchObject({ rung: 'adjacent' })
    expect(asks('none').refusal?.code).toBe('geo_no_eligible_node')
    expect(asks('global').trace.policy.fallback).toBe('adjacent')
  })

  it('takes the places of a list in order before the first one’s neighbours', () => {
    const config = configWith(ladder)
    const decision = route(config, [{ country: 'AE' }, { country: 'SG' }], { geo: { prefer: ['zone:EU', 'zone:SEA'] } })
    expect(decision).toMatchObject({ preferredZone: 'EU', servedZone: 'SEA', rung: 'adjacent', fallback: true })
  })
})

describe('gate', () => {
  it('computes the geo decision beside the applied one in shadow', () => {
    const config = configWith(ladder)
    const nodes = [{ country: 'BR' }, { country: 'DE', leased: 3 }]
    const decision = route(config, nodes, { origin: originIn(config, 'DE') }, gateAll(config, 'shadow'))
    expect(decision).toMatchObject({ gate: 'shadow', geoApplied: false, rung: 'agnostic', servedZone: 'SA', fallback: false })
    expect(decision.shadow).toMatchObject({ servedZone: 'EU', servedCountry: 'DE', rung: 'preferred', outcome: 'routed', fallback: false })
    expect(decision.reasons).toEqual(['origin_geoip', 'zone_match_country', 'gate_shadow', 'ladder_agnostic'])
    expect(decision.trace.shadowRungs).toHaveLength(1)
  })

  it('applies geo-routing to the canary’s tenants only: the Subcloud, else the key', () => {
    const config = configWith(() => ({ subclouds: [subcloud('acme')] }))
    const gate = gateAll(config, 'canary', 50)
    const one = (spec: RequestSpec) => route(config, [{ country: 'DE' }], { origin: originIn(config, 'DE'), ...spec }, gate)
    const byKey = Array.from({ length: 60 }, (_, i) => one({ key: { id: `key-${i}` } }))
    expect(new Set(byKey.map(({ geoApplied }) => geoApplied))).toEqual(new Set([true, false]))
    for (const { geoApplied, rung, shadow, reasons } of byKey) {
      expect(rung).toBe(geoApplied ? 'preferred' : 'agnostic')
      expect(shadow === null).toBe(geoApplied)
      expect(reasons).toContain(geoApplied ? 'gate_canary_in' : 'gate_canary_out')
    }
    const bySubcloud = Array.from({ length: 20 }, (_, i) => one({ subcloud: 'acme', key: { id: `key-${i}` } }).geoApplied)
    expect(new Set(bySubcloud).size).toBe(1)
  })

  it('follows the preferred zone’s gate, a child its top zone’s', () => {
    const config = configWith((base) => ({ zones: [...base.zones, { code: 'EU-W', name: 'West', parent: 'EU', countries: ['FR'] }] }))
    const gate = { ...gateAll(config, 'off'), zones: { ...gateAll(config, 'off').zones, EU: { state: 'on' as const, canaryPct: 100 } } }
    expect(route(config, [{ country: 'DE' }], { origin: originIn(config, 'FR') }, gate)).toMatchObject({ gate: 'on', rung: 'ancestor' })
    expect(route(config, [{ country: 'DE' }], { origin: originIn(config, 'US') }, gate)).toMatchObject({ gate: 'off', rung: 'agnostic' })
    expect(route(config, [{ country: 'DE' }], {}, gate)).toMatchObject({ gate: 'off', rung: 'agnostic' })
  })
})

describe('boundary', () => {
  it('b01 b02 refuses rather than leaving it, in each gate state and in panic', () => {
    for (const panic of [false, true]) {
      const config = configWith(() => ({ subclouds: [subcloud('acme', strict)], platform: { panic } }))
      for (const state of gateStates) {
        const down = { country: 'DE', lastSeenAt: at - 600_000, liveUntil: at - 555_000 }
        const decision = route(
          config,
          [down, { country: 'US' }],
          { subcloud: 'acme', origin: originIn(config, 'DE') },
          gateAll(config, state),
        )
        expect(decision.refusal).toMatchObject({
          code: 'geo_no_eligible_node',
          remedy: '1 node in EU fits but has stopped sending heartbeats.',
          retryAfterS: 15,
        })
      }
    }
  })

  it('lets panic stretch the grace since the last message, and nothing else', () => {
    const late = { country: 'DE', lastSeenAt: at - 100_000, liveUntil: at - 55_000 }
    const panicking = configWith(() => ({ platform: { panic: true } }))
    expect(route(configWith(), [late]).refusal?.code).toBe('geo_no_eligible_node')
    expect(route(panicking, [late]).outcome).toBe('routed')
    expect(route(panicking, [{ ...late, drained: true }]).outcome).toBe('refused')
    expect(route(panicking, [{ ...late, lastSeenAt: at - 200_000, liveUntil: at - 155_000 }]).outcome).toBe('refused')
  })

  it('b03 says that it can never be where no registered node in it has the model', () => {
    const config = configWith(() => ({ subclouds: [subcloud('acme', strict)] }))
    const decision = route(config, [{ country: 'DE', models: ['other'] }, { country: 'US' }, { country: 'US' }], { subcloud: 'acme' })
    expect(decision.refusal).toMatchObject({ code: 'geo_unsatisfiable', retryAfterS: null })
    expect(decision.refusal!.remedy).toBe(
      `2 nodes in NA fit but lie outside the boundary, or in a place that is unknown. 1 node in EU fits but does not have \`${model}\`.`,
    )
  })

  it('forgets nodes 30 days after they were last seen', () => {
    const config = configWith()
    const seen = (days: number) => ({ country: 'DE', lastSeenAt: at - days * 86_400_000, liveUntil: at - days * 86_400_000 + 45_000 })
    expect(route(config, [seen(29)]).refusal?.code).toBe('geo_no_eligible_node')
    expect(route(config, [seen(31)]).refusal?.code).toBe('geo_unsatisfiable')
  })

  it('b06 has no node in it whose place is unknown, contradicted or astride a border', () => {
    const config = configWith()
    for (const spec of [
      { country: null },
      { country: 'DE', level: 'contradicted' },
      { country: 'DE', level: 'impossible' },
      { country: 'DE', borderline: true },
    ] as const) {
      const decision = route(config, [spec], { geo: { only: ['zone:EU'] } })
      expect(decision.refusal?.code).toBe('geo_unsatisfiable')
      expect(route(config, [spec], { geo: { deny: ['country:US'] } }).outcome).toBe('refused')
    }
  })

  it('b10 takes nodes of unknown place where there is none, last', () => {
    const config = configWith()
    expect(route(config, [{ country: null }])).toMatchObject({ outcome: 'routed', rung: 'global', servedZone: null, servedCountry: null })
    for (const level of ['unverified', 'contradicted'] as const) {
      const idle = { country: level === 'unverified' ? null : 'DE', level }
      expect(route(config, [idle, { country: 'BR', leased: 3 }]).servedCountry).toBe('BR')
    }
    expect(route(config, [{ country: 'DE', level: 'contradicted' }], { origin: originIn(config, 'DE') })).toMatchObject({
      rung: 'global',
      servedZone: null,
    })
  })

  it('b11 reads an empty list as unrestricted in a policy and as nothing in a request', () => {
    const config = configWith(() => ({ subclouds: [subcloud('acme', { boundary: { allow: [] } })] }))
    const decision = route(config, [{ country: null }], { subcloud: 'acme' })
    expect(decision).toMatchObject({ outcome: 'routed', boundary: { tokens: [] }, trace: { boundary: { kind: 'unrestricted' } } })
    expect(route(config, [{ country: 'DE' }], { geo: { only: [] } }).refusal?.code).toBe('geo_unsatisfiable')
  })

  it('t04 names both clauses that have nothing in common', () => {
    const config = configWith()
    const decision = route(config, [{ country: 'DE' }, { country: 'US' }], {
      key: { geo: { only: ['jurisdiction:EU27'] } },
      geo: { only: ['zone:NA'] },
    })
    expect(decision.refusal?.code).toBe('geo_unsatisfiable')
    expect(decision.refusal?.detail).toContain('key → jurisdiction:EU27')
    expect(decision.refusal?.detail).toContain('request → zone:NA')
    expect(decision.reasons).toContain('boundary_empty')
  })

  it('t05 is narrowed by a key, never widened by a request', () => {
    const config = configWith()
    const spec: RequestSpec = { key: { geo: { only: ['jurisdiction:EU27'] } }, geo: { only: ['jurisdiction:EEA30'] } }
    expect(route(config, [{ country: 'NO' }], spec).refusal?.code).toBe('geo_unsatisfiable')
    expect(route(config, [{ country: 'DE' }], spec)).toMatchObject({ outcome: 'routed', boundary: { tokens: ['jurisdiction:EU27'] } })
  })
})

describe('trust', () => {
  it('is `consistent` by default where the boundary restricts', () => {
    const config = configWith(() => ({ subclouds: [subcloud('acme', strict), subcloud('lax', { ...strict, minTrust: 'unverified' })] }))
    const doubtful = [{ country: 'DE', level: 'unverified' as const }]
    expect(route(config, doubtful, { subcloud: 'acme' }).refusal).toMatchObject({
      code: 'geo_no_eligible_node',
      remedy: '1 node in EU fits but lacks trust `consistent`.',
    })
    expect(route(config, doubtful, { subcloud: 'lax' }).outcome).toBe('routed')
    expect(route(config, doubtful).outcome).toBe('routed')
  })

  it('reads the best area that lies wholly inside the boundary', () => {
    const config = configWith()
    const provenInZone = node(config, 1, { country: 'DE', level: 'unverified' })
    const areas = provenInZone.geo.verdict.areas.map((one) => (one.area === 'zone:EU' ? { ...one, level: 'consistent' as const } : one))
    const world = snapshot(config, [{ ...provenInZone, geo: { ...provenInZone.geo, verdict: { ...provenInZone.geo.verdict, areas } } }])
    const only = (token: 'zone:EU' | 'country:DE') =>
      decide(world, request(config, { geo: { only: [token] } }), { now: at, seed: 's' }).outcome
    expect([only('zone:EU'), only('country:DE')]).toEqual(['routed', 'refused'])
  })
})

describe('retry', () => {
  it('b08 keeps the boundary though the policy has widened since, and skips what was tried', () => {
    const before = configWith(() => ({ subclouds: [subcloud('acme', strict)] }))
    const after = configWith(() => ({ subclouds: [subcloud('acme')] }), 2)
    const nodes = [{ country: 'DE' }, { country: 'FR' }, { country: 'US' }]
    const first = route(before, nodes, { subcloud: 'acme' })
    const merged = mergeLayers([{ layer: 'subcloud', clause: { allow: ['jurisdiction:EU27'], deny: [] } }], before)
    const boundary = (merged as Extract<typeof merged, { ok: true }>).boundary
    const second = retried([first.nodeId!])
    expect(second).toMatchObject({ outcome: 'routed', boundary: first.boundary, trace: { request: { retryOf: 'first' } } })
    expect(new Set([first.servedCountry, second.servedCountry])).toEqual(new Set(['DE', 'FR']))
    const third = retried([first.nodeId!, second.nodeId!])
    expect(third.refusal).toMatchObject({
      code: 'geo_no_eligible_node',
      remedy: '2 nodes in EU fit but were tried already; a new job may use them.',
    })

    function retried(tried: string[]) {
      return route(after, nodes, { subcloud: 'acme', retry: { of: 'first', tried, boundary } })
    }
  })
})

describe('origins', () => {
  const config = configWith(() => ({
    subclouds: [
      subcloud('acme', { originAllow: ['country:DE'] }),
      subcloud('open', { originDeny: ['country:US'], onUnknownOrigin: 'allow' }),
    ],
  }))

  it('are judged by the address, never by what is stated', () => {
    const stated = { ...originIn(config, 'DE'), source: 'stated' as const, address: originIn(config, 'US').address }
    expect(route(config, [{ country: 'DE' }], { subcloud: 'acme', origin: stated }).refusal).toMatchObject({
      code: 'geo_origin_denied',
      retryAfterS: null,
    })
    expect(route(config, [{ country: 'DE' }], { subcloud: 'acme', origin: originIn(config, 'DE') }).outcome).toBe('routed')
  })

  it('are denied when unknown, unless the policy says otherwise', () => {
    expect(route(config, [{ country: 'DE' }], { subcloud: 'acme' }).reasons).toEqual([
      'origin_unknown',
      'zone_none',
      'origin_denied',
      'geo_origin_denied',
    ])
    expect(route(config, [{ country: 'DE' }], { subcloud: 'open' }).outcome).toBe('routed')
    expect(route(config, [{ country: 'DE' }], { subcloud: 'open', origin: originIn(config, 'US') }).outcome).toBe('refused')
  })
})
