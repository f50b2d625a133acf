import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeLayers } from '../boundary/merge'
import type { MinTrust } from '../config/schema'
import { rectangle } from '../geo/draw/rectangle'
import type { GeoToken, LngLat } from '../geo/place'
import { filters, type Job } from '../routing/filters'
import type { NodeGeo } from '../routing/types'
import { configWith, node } from '../testing/world'
import { agreesNow, judge } from './judge'
import type { Evidence } from './types'

const now = Date.UTC(2026, 5, 1)
const box = (west: number, south: number, east: number, north: number) => ({
  type: 'MultiPolygon',
  coordinates: [[rectangle({ west, south, east, north })]],
})
const config = configWith((base) => ({
  zones: [
    ...base.zones,
    { code: 'EU-RHINE', name: 'Rhine', parent: 'EU', polygons: box(6, 48, 10, 52) },
    { code: 'EU-EAST', name: 'East', parent: 'EU', polygons: box(12, 50, 15, 54) },
  ],
}))
type Spot = { point: LngLat; country: string | null; nearBorder?: boolean }
const spots = {
  cologne: { point: [7, 50.9], country: 'DE' },
  berlin: { point: [13.4, 52.5], country: 'DE' },
  munich: { point: [11.5, 48.1], country: 'DE' },
  paris: { point: [2.3, 48.8], country: 'FR' },
  strasbourg: { point: [7.7, 48.6], country: 'FR', nearBorder: true },
  dallas: { point: [-96.8, 32.8], country: 'US' },
  sea: { point: [-30, 0], country: null, nearBorder: true },
} as const satisfies Record<string, Spot>
type SpotName = keyof typeof spots

type Given = { from: SpotName; to: SpotName | null; tag?: GeoToken | null; says?: readonly string[]; consistentAgo?: number | null }
function judged({ from, to, tag = null, says = ['DE', 'DE'], consistentAgo = null }: Given): NodeGeo {
  const fix = (name: SpotName) => ({ accuracyM: 20, nearBorder: false, ...spots[name] })
  const evidence: Evidence = {
    claim: { tag, gps: fix(from), moving: to && { ...fix(to), fixes: 1, countedAt: now } },
    address: {
      databases: says.map((country, i) => ({ source: `s${i}`, country })),
      override: null,
      class: null,
      observedAt: now,
    },
    lastConsistentAt: consistentAgo === null ? null : now - consistentAgo,
    lastVerifiedAt: null,
  }
  return judge(evidence, config, now)
}

describe('a node on the move', () => {
  it('keeps its label, and stays in the areas that hold both positions', () => {
    const { verdict, containment } = judged({ from: 'cologne', to: 'berlin' })
    expect(containment).toMatchObject({ label: 'EU-RHINE', zones: ['EU'], jurisdictions: ['EEA30', 'EU27'] })
    expect(verdict).toMatchObject({ level: 'consistent', borderline: false, place: { country: 'DE', point: null } })
    expect(verdict.reasons).toEqual(['trust_moving', 'trust_address_agrees'])
    expect(verdict.areas.map(({ area }) => area)).toEqual(['country:DE', 'zone:EU', 'jurisdiction:EEA30', 'jurisdiction:EU27'])
  })

  it('is in nobody’s boundary between two countries, labelled as before', () => {
    const { verdict, containment } = judged({ from: 'cologne', to: 'sea' })
    expect(containment).toEqual({ label: 'EU-RHINE', labelBy: null, zones: [], jurisdictions: [] })
    expect(verdict).toMatchObject({ borderline: true, place: { country: null }, areas: [] })
  })

  it('is contradicted at once where the newest position is, and stays so where the settled one is', () => {
    for (const way of [
      { from: 'cologne', to: 'dallas' },
      { from: 'dallas', to: 'cologne' },
    ] as const) {
      expect(judged(way)).toMatchObject({ verdict: { level: 'contradicted' }, containment: { label: null } })
    }
  })

  it('does not have agreement with its address noted, nor remembered of another place', () => {
    expect(agreesNow(judged({ from: 'cologne', to: null }).verdict)).toBe(true)
    expect(agreesNow(judged({ from: 'cologne', to: 'berlin' }).verdict)).toBe(false)
    const silent = { from: 'cologne', says: [], consistentAgo: 1000 } as const
    expect(judged({ ...silent, to: null }).verdict.level).toBe('consistent')
    expect(judged({ ...silent, to: 'berlin' }).verdict.level).toBe('unverified')
  })

  it('is admitted only where it would be at either position', () => {
    const spot = fc.constantFrom(...(Object.keys(spots) as SpotName[]))
    const token = fc.constantFrom<GeoToken[]>(
      ...(['zone:EU', 'zone:EU-RHINE', 'zone:EU-EAST', 'zone:NA', 'country:DE', 'country:FR', 'subdivision:DE-BY'] as const),
      'jurisdiction:EU27',
      'jurisdiction:US',
    )
    const given = fc.record({
      from: spot,
      to: spot,
      tag: fc.constantFrom<(GeoToken | null)[]>(null, null, 'zone:EU', 'zone:EU-RHINE', 'country:DE', 'subdivision:DE-BY'),
      says: fc.constantFrom(['DE', 'DE'], ['FR', 'FR'], ['US', 'US'], ['DE', 'FR'], ['DE'], []),
      consistentAgo: fc.constantFrom(null, 1000),
    })
    const tokens = fc.uniqueArray(token, { maxLength: 3 })
    let admitted = 0
    fc.assert(
      fc.property(given, tokens, tokens, fc.constantFrom<MinTrust[]>('unverified', 'consistent'), (way, allow, deny, minTrust) => {
        const merged = mergeLayers([{ layer: 'request', clause: { allow, deny } }], config)
        if (!merged.ok || merged.boundary.kind === 'unrestricted') return
        const admits = (geo: NodeGeo) => isAdmitted(geo, { boundary: merged.boundary, minTrust })
        const there = { ...way, from: way.to, to: null, consistentAgo: null }
        const [moving, before, after] = [judged(way), judged({ ...way, to: null }), judged(there)]
        if (moving.verdict.level !== 'contradicted') expect(moving.containment.label).toBe(before.containment.label)
        if (!admits(moving)) return
        admitted++
        expect([admits(before), admits(after)]).toEqual([true, true])
      }),
      { numRuns: 3000 },
    )
    expect(admitted).toBeGreaterThan(30)
  })
})

function isAdmitted(geo: NodeGeo, { boundary, minTrust }: Pick<Job, 'boundary' | 'minTrust'>): boolean {
  const job = { boundary, minTrust, config, areas: new Map() } as unknown as Job
  const one = { ...node(config, 1), geo }
  return filters.every(({ name, passes }) => (name !== 'boundary' && name !== 'trust') || passes(one, job))
}
