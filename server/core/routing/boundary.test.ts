import { describe, expect, it } from 'vitest'
import { gateStates } from '../activation/types'
import { mergeLayers } from '../boundary/merge'
import { route, strict } from '../testing/route'
import { at, configWith, gateAll, model, node, originIn, type RequestSpec, request, snapshot, subcloud } from '../testing/world'
import { decide } from './decide'

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
    const denied = route(config, [{ country: 'DE' }], { geo: { only: ['zone:EU'], deny: ['zone:EU'] } })
    expect(denied.refusal?.detail).toBe('No place satisfies every boundary: request → zone:EU · request → !zone:EU.')
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
