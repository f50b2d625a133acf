import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toEnd } from '../steps'
import { at, configWith, geoOf, model, type NodeSpec, node } from '../testing/world'
import { type ConditionInput, conditionSteps } from './conditions'
import type { Demand } from './coverage'
import type { VantagePoint } from './network-conditions'
import { atLeast, atMost } from './ratio'
import type { Condition, ConditionId } from './types'

const DAY = 86_400_000
const config = configWith()
const point = (id: string, over: Partial<VantagePoint> = {}): VantagePoint => ({
  id,
  role: 'cloud',
  region: id,
  network: id,
  zone: 'EU',
  healthySince: at - DAY,
  lastSeenAt: at - 1000,
  ...over,
})
const points = [point('a'), point('b'), point('c', { role: 'network' }), point('d', { role: 'network' })]
const demand: Demand = { rows: [{ zone: 'EU', model, jobs: 5, p95Slots: 8 }] }
const fleet = (count: number, country: string, from = 0, spec: (i: number) => NodeSpec = () => ({})) =>
  Array.from({ length: count }, (_, i) => node(config, from + i + 1, { country, ...spec(i) }))
const healthy: ConditionInput = { config, nodes: [...fleet(6, 'DE'), ...fleet(6, 'US', 100)], points, demand, now: at }
const conditionsByZone = (input: ConditionInput) => toEnd(conditionSteps(input))
const eu = (over: Partial<ConditionInput> = {}): Record<ConditionId, Condition> =>
  Object.fromEntries(
    conditionsByZone({ ...healthy, ...over })
      .get('EU')!
      .map((c) => [c.id, c]),
  ) as Record<ConditionId, Condition>

describe('conditions', () => {
  it('are all met by a healthy zone, for every top-level zone the same five', () => {
    for (const condition of Object.values(eu())) expect(condition).toMatchObject({ met: true, ratio: 1, hardLoss: false })
    const all = conditionsByZone(healthy)
    expect([...all.keys()].sort()).toEqual([...config.topZones].sort())
    for (const each of all.values()) expect(each.map((c) => c.id)).toEqual(['endpoints', 'metadata', 'trust', 'coverage', 'fallback'])
  })

  it('can be left after each node, as often as nodes are gone through', () => {
    const stepsFor = (count: number) => Array.from(conditionSteps({ ...healthy, nodes: fleet(count, 'DE') })).length
    expect(stepsFor(1006) - stepsFor(6)).toBe(2 * 1000)
  })

  it('g03 takes missing data for not met, and for no part of the target', () => {
    const missing = { met: false, value: null, ratio: 0, hardLoss: false }
    expect(eu({ points: null })).toMatchObject({ endpoints: missing, trust: missing })
    expect(eu({ nodes: [] })).toMatchObject({ metadata: missing, trust: missing, coverage: { met: false, value: 0 } })
    expect(eu({ demand: null })).toMatchObject({ coverage: missing, fallback: missing })
    expect(eu({ config: configWith(() => ({ models: [] })) })).toMatchObject({ coverage: missing, fallback: missing })
    expect(eu({ points: [] }).endpoints).toMatchObject({ met: false, value: 0 })
  })

  it('takes zero demand for data: the zone is held to having nodes at all', () => {
    expect(eu({ demand: { rows: [] } })).toMatchObject({ coverage: { met: true }, fallback: { met: true } })
    expect(eu({ demand: { rows: [] }, nodes: fleet(4, 'DE') }).coverage).toMatchObject({ met: false, value: 4, target: 5, ratio: 0.8 })
  })

  it('wants endpoints of both roles healthy for a day in two regions', () => {
    expect(eu({ points: [point('a'), point('b')] }).endpoints).toMatchObject({ met: false, value: 0, target: 2, hardLoss: false })
    expect(eu({ points: points.map((p) => ({ ...p, region: 'same' })) }).endpoints).toMatchObject({ met: false, value: 1, ratio: 0.5 })
    expect(eu({ points: [...points.slice(1), point('a', { healthySince: at - DAY + 1 })] }).endpoints).toMatchObject({
      met: false,
      value: 1,
      hardLoss: false,
    })
  })

  it('takes the loss of a region below the target for a hard loss, and no region that was never there', () => {
    const silent = { lastSeenAt: at - 90_001 }
    expect(eu({ points: [...points.slice(1), point('a', silent)] }).endpoints).toMatchObject({ met: false, hardLoss: true })
    expect(eu({ points: [...points, point('e'), point('f', silent)] }).endpoints).toMatchObject({ met: true, hardLoss: false })
    expect(eu({ points: [point('a', { lastSeenAt: at - 2 * DAY }), ...points.slice(1)] }).endpoints.hardLoss).toBe(false)
  })

  it('wants fresh metadata with a country of nodes a day old, by slots', () => {
    expect(eu({ nodes: fleet(3, 'DE', 0, () => ({ firstSeenAt: at - DAY + 1 })) }).metadata.value).toBeNull()
    const stale = (i: number): NodeSpec =>
      i === 0 ? { lastSeenAt: at - 600_001 } : i === 1 ? { country: null } : i === 2 ? { slots: 100 } : {}
    expect(eu({ nodes: fleet(3, 'DE', 0, stale) }).metadata).toMatchObject({ value: (100 * 100) / 108, target: 95, met: false })
    const atBorder = fleet(3, 'DE').map((n) => ({
      ...n,
      geo: {
        containment: n.geo.containment,
        verdict: { ...n.geo.verdict, borderline: true, place: { country: null, subdivision: null, point: null } },
      },
    }))
    expect(eu({ nodes: atBorder }).metadata).toMatchObject({ value: 100, met: true })
  })

  it('judges the zone’s trust by slots, liars counted where they claim to be', () => {
    expect(eu({ nodes: fleet(10, 'DE', 0, (i) => ({ level: i < 3 ? 'unverified' : 'consistent' })) }).trust).toMatchObject({
      met: false,
      value: 70,
      target: 80,
      ratio: 0.875,
    })
    const liar = { ...node(config, 50), geo: geoOf(config, { country: 'DE', subdivision: null, point: null }, 'impossible') }
    const lying = {
      ...liar,
      geo: { ...liar.geo, verdict: { ...liar.geo.verdict, areas: [{ area: 'zone:EU', level: 'impossible', confidence: 0.02 }] } },
    } as typeof liar
    const among = (honest: number) => eu({ nodes: [...fleet(honest, 'DE'), lying] }).trust
    expect(among(99)).toMatchObject({ met: true, hardLoss: false })
    expect(among(59)).toMatchObject({ met: false, hardLoss: false, target: 1 })
    expect(among(18)).toMatchObject({ met: false, hardLoss: true })
    const old = fleet(10, 'DE').map((n, i) =>
      i < 2 ? { ...n, geo: { ...n.geo, verdict: { ...n.geo.verdict, judgedAt: at - DAY - 1 } } } : n,
    )
    expect(eu({ nodes: old }).trust).toMatchObject({ met: false, value: 80, target: 90 })
  })

  it('wants two vantage points in the zone on different networks', () => {
    expect(eu({ points: points.map((p) => ({ ...p, network: 'AS1' })) }).trust).toMatchObject({
      met: false,
      value: 1,
      target: 2,
      unit: 'vantage points',
    })
    expect(eu({ points: points.map((p) => ({ ...p, zone: 'NA' })) }).trust).toMatchObject({ met: false, value: 0 })
  })

  it('wants the other zones to have the slots to spare', () => {
    expect(eu({ nodes: [...fleet(6, 'DE'), ...fleet(1, 'US', 100)] }).fallback).toMatchObject({
      met: false,
      value: 4,
      target: 8,
      ratio: 0.5,
    })
    const busy = { rows: [...demand.rows, { zone: 'NA', model, jobs: 5, p95Slots: 20 }] }
    expect(eu({ demand: busy }).fallback).toMatchObject({ met: false, value: 4, target: 8 })
  })

  it('a ratio is 1 exactly where the target is met, floor or ceiling, and falls with the distance', () => {
    const value = fc.double({ min: 0, max: 1000, noNaN: true })
    fc.assert(
      fc.property(value, value, value, (a, b, target) => {
        expect(atLeast(a, target) === 1).toBe(target === 0 || a / target >= 1)
        expect(atMost(a, target) === 1).toBe(a <= target || target / a === 1)
        const [low, high] = a < b ? [a, b] : [b, a]
        expect(atLeast(low, target)).toBeLessThanOrEqual(atLeast(high, target))
        expect(atMost(low, target)).toBeGreaterThanOrEqual(atMost(high, target))
        for (const ratio of [atLeast(a, target), atMost(a, target)]) expect(ratio >= 0 && ratio <= 1).toBe(true)
      }),
    )
    expect(atMost(1.25, 1)).toBe(0.8)
  })
})
