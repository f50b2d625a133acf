import { describe, expect, it } from 'vitest'
import { compileConfig } from '../config/compile'
import { defaultConfig } from '../config/default'
import { configSchema } from '../config/schema'
import { rectangle } from '../geo/draw/rectangle'
import type { GeoToken } from '../geo/place'
import { judge } from './judge'
import type { Evidence } from './types'

const now = Date.parse('2026-03-01T12:00:00Z')
const square = { type: 'MultiPolygon', coordinates: [[rectangle({ west: 6, south: 48, east: 10, north: 52 })]] }
const config = compileConfig(
  configSchema.parse({
    ...defaultConfig(),
    zones: [
      ...defaultConfig().zones,
      { code: 'EU-RHINE', name: 'Rhine', parent: 'EU', polygons: square },
      { code: 'NEW', name: 'New', replaces: ['OLD'], countries: ['AU'] },
    ],
  }),
  1,
)

const geo = (tag: string | null, gps: Evidence['claim']['gps'], says: string[], observedAt = now) =>
  judge(
    {
      claim: { tag: tag as GeoToken | null, gps, moving: null },
      address: { databases: says.map((country, i) => ({ source: `s${i}`, country })), override: null, class: null, observedAt },
      lastConsistentAt: null,
      lastVerifiedAt: null,
    },
    config,
    now,
  )
const at = (country: string | null, nearBorder = false): Evidence['claim']['gps'] => ({
  point: [7.7, 48.6],
  accuracyM: 10_000,
  country,
  nearBorder,
})

describe('the place that a verdict gives', () => {
  it('labels by country and lists what contains it', () => {
    expect(geo('country:DE', null, ['DE', 'DE']).containment).toEqual({
      label: 'EU',
      labelBy: 'country',
      zones: ['EU'],
      jurisdictions: ['EEA30', 'EU27'],
    })
  })

  it('labels by the zone that the tag names where the place says no more', () => {
    expect(geo('zone:EU', null, []).containment).toMatchObject({ label: 'EU', zones: ['EU'] })
    expect(geo('zone:EU-RHINE', null, ['DE', 'DE']).containment).toMatchObject({ label: 'EU-RHINE', zones: ['EU', 'EU-RHINE'] })
    expect(geo('zone:EU', at('DE'), ['DE', 'DE']).containment).toMatchObject({ label: 'EU-RHINE' })
    expect(geo('zone:OLD', null, ['AU', 'AU'])).toMatchObject({ verdict: { level: 'consistent' }, containment: { label: 'NEW' } })
  })

  it('n03 leaves a contradicted node without label and in no area', () => {
    expect(geo('country:FR', at('FR'), ['BR', 'BR']).containment).toEqual({ label: null, labelBy: null, zones: [], jurisdictions: [] })
  })

  it('n05 keeps the label of a node whose evidence is 73 h old', () => {
    const old = geo('country:DE', null, ['DE', 'DE'], now - 73 * 3_600_000)
    expect(old).toMatchObject({ verdict: { level: 'unverified' }, containment: { label: 'EU' } })
  })

  it('n07 puts a node at a border in nobody’s boundary and labels it with the nearer side’s zone', () => {
    const near = geo(null, at('TR', true), ['GR', 'GR'])
    expect(near.verdict).toMatchObject({ borderline: true, place: { country: null, point: [7.7, 48.6] }, areas: [] })
    expect(near.containment).toEqual({ label: 'ME', labelBy: null, zones: [], jurisdictions: [] })
    expect(geo('country:GR', at('TR', true), []).containment.label).toBe('ME')
    // In no country, or within 10 km of two: the tag says which side, else the address.
    expect(geo('country:GR', at(null), []).containment.label).toBe('EU')
    expect(geo(null, at(null), ['GR', 'GR']).containment).toEqual({ label: 'EU', labelBy: null, zones: [], jurisdictions: [] })
  })
})
