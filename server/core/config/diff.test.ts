import { describe, expect, it } from 'vitest'
import type { Place } from '../geo/place'
import { defaultConfig } from './default'
import { diffConfigs } from './diff'
import { contentHash, normaliseConfig } from './normalise'
import { type Config, configSchema } from './schema'

const base = configSchema.parse({
  ...defaultConfig(),
  models: ['m'],
  subclouds: [
    { slug: 'law', name: 'Law', owner: 'a@example.org', policy: { boundary: { allow: ['jurisdiction:EU27'] } } },
    { slug: 'wide', name: 'Wide', owner: 'a@example.org', policy: { boundary: { allow: ['zone:EU'] } } },
    { slug: 'free', name: 'Free', owner: 'a@example.org' },
  ],
})
const change = (edit: (config: Config) => void): Config => {
  const copy = structuredClone(base)
  edit(copy)
  return copy
}
const node = (id: string, country: string, subdivision: string | null = null): { id: string; place: Place } => ({
  id,
  place: { country, subdivision, point: null },
})

describe('a diff', () => {
  it('is empty between equal configurations, however they are written', () => {
    const shuffled = change((config) => {
      config.zones[0]!.countries.reverse()
      config.jurisdictions[0]!.countries.reverse()
      config.zones[0]!.subdivisions = ['US-PR']
    })
    expect(diffConfigs(base, shuffled, { nodes: [node('n', 'US')] })).toMatchObject({
      same: true,
      moved: [],
      policies: { touched: [] },
      nodes: [],
      settings: [],
    })
    expect(contentHash(shuffled)).toBe(contentHash(base))
  })

  it('j05 names every policy, key and node that dropping a country from EU27 touches', () => {
    const without = change((config) => {
      const eu = config.jurisdictions.find(({ code }) => code === 'EU27')!
      eu.countries = eu.countries.filter((code) => code !== 'HR')
    })
    const nodes = [node('zagreb', 'HR'), node('split', 'HR', 'HR-17'), node('berlin', 'DE'), node('austin', 'US')]
    const keys = [
      { name: 'nightly', geo: { only: ['jurisdiction:EU27' as const] } },
      { name: 'free', geo: null },
    ]
    const diff = diffConfigs(base, without, { nodes, keys })
    expect(diff.jurisdictions.changed).toEqual([{ code: 'EU27', gained: [], lost: ['HR'], shape: false, fields: ['countries'] }])
    expect(diff.policies.touched).toEqual([
      { by: 'Subcloud law', slug: 'law', edited: false, through: ['jurisdiction:EU27'], gained: [], lost: ['HR'] },
      { by: 'API key nightly', slug: null, edited: false, through: ['jurisdiction:EU27'], gained: [], lost: [] },
    ])
    expect(diff.nodes).toEqual([
      { id: 'zagreb', from: 'EU', to: 'EU', enters: [], leaves: ['law'], gained: [], lost: ['EU27'] },
      { id: 'split', from: 'EU', to: 'EU', enters: [], leaves: ['law'], gained: [], lost: ['EU27'] },
    ])
    expect(diff.moved).toEqual([])
  })

  it('says which countries move, which zones come and go, and who is relabelled', () => {
    const moved = change((config) => {
      const [eu, me] = ['EU', 'ME'].map((code) => config.zones.find((zone) => zone.code === code)!)
      me!.countries = me!.countries.filter((code) => code !== 'TR')
      eu!.countries.push('TR')
      config.zones.push({ ...eu!, code: 'EU-N', name: 'North', parent: 'EU', countries: ['SE', 'NO'], subdivisions: ['RU-LEN'] })
      config.zones = config.zones.filter(({ code }) => code !== 'SA')
    })
    const diff = diffConfigs(base, moved, { nodes: [node('ankara', 'TR'), node('oslo', 'NO')] })
    expect(diff.zones.added).toEqual(['EU-N'])
    expect(diff.zones.removed).toEqual(['SA'])
    expect(diff.moved.filter(({ from }) => from !== 'SA')).toEqual([
      { code: 'NO', from: 'EU', to: 'EU-N' },
      { code: 'SE', from: 'EU', to: 'EU-N' },
      { code: 'TR', from: 'ME', to: 'EU' },
      { code: 'RU-LEN', from: null, to: 'EU-N' },
    ])
    expect(diff.policies.touched).toEqual([
      {
        by: 'Subcloud wide',
        slug: 'wide',
        edited: false,
        through: ['zone:EU', 'zone:SA'].filter((token) => token === 'zone:EU'),
        gained: ['RU-LEN', 'TR'],
        lost: [],
      },
    ])
    expect(diff.nodes).toEqual([
      { id: 'ankara', from: 'ME', to: 'EU', enters: ['wide'], leaves: [], gained: [], lost: [] },
      { id: 'oslo', from: 'EU', to: 'EU-N', enters: [], leaves: [], gained: [], lost: [] },
    ])
  })

  it('lists edited policies, models, overrides and settings', () => {
    const edited = change((config) => {
      config.subclouds[2]!.policy.prefer = ['zone:SEA']
      config.subclouds.push({ ...config.subclouds[0]!, slug: 'new' })
      config.models = ['n']
      config.gate.upAfterS = 10
      config.platform.nearestZone = false
      config.platform.boundary = { allow: [], deny: ['country:KP'] }
    })
    const diff = diffConfigs(base, edited)
    expect(diff.policies.added).toEqual(['new'])
    expect(diff.policies.touched.map(({ by, edited: own, lost }) => [by, own, lost])).toEqual([
      ['Subcloud free', true, ['KP']],
      ['platform', true, []],
    ])
    expect(diff).toMatchObject({
      same: false,
      models: { added: ['n'], removed: ['m'] },
      settings: ['gate.upAfterS', 'platform.boundary', 'platform.nearestZone'],
      nodes: null,
    })
  })
})

describe('what publish stores', () => {
  it('z08 has shapes cut at ±180°, sorted codes and territories by their own code, and is stable', () => {
    const drawn = change((config) => {
      config.zones[0]!.polygons = {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [170, -25, 99],
              [190, -25],
              [190, -10],
              [170, -10],
              [170, -25],
            ],
          ],
        ],
      }
      config.zones[0]!.countries = ['US', 'CA', 'US']
      config.zones[0]!.subdivisions = ['US-PR', 'RU-CHU']
      config.zones[1]!.polygons = { type: 'MultiPolygon', coordinates: [] }
    })
    const stored = normaliseConfig(drawn)
    expect(stored.zones[0]).toMatchObject({ countries: ['CA', 'PR', 'US'], subdivisions: ['RU-CHU'] })
    expect(stored.zones[0]!.polygons!.coordinates).toHaveLength(2)
    expect(stored.zones[1]!.polygons).toBeNull()
    expect(normaliseConfig(stored)).toEqual(stored)
    expect(configSchema.parse(stored)).toEqual(stored)
    expect(contentHash(stored)).toBe(contentHash(drawn))
  })

  it('is the same for the same nodes, in whatever order they were named', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((one) => `0x${one.repeat(40)}`) as [string, string, string]
    const naming = (ids: string[]) =>
      contentHash(
        change((config) => {
          Object.assign(config.subclouds[0]!.policy.participation, { approved: ids, assigned: ids, bans: ids })
        }),
      )
    expect(naming([c, a, b, a])).toBe(naming([a, b, c]))
  })

  it('keeps the order of neighbours and preferences, which means something', () => {
    const ordered = change((config) => {
      config.zones[0]!.neighbours = ['SEA', 'EU', 'SEA']
      config.subclouds[0]!.policy.prefer = ['zone:NA', 'zone:EU', 'zone:NA']
    })
    const stored = normaliseConfig(ordered)
    expect(stored.zones[0]!.neighbours).toEqual(['SEA', 'EU'])
    expect(stored.subclouds[0]!.policy.prefer).toEqual(['zone:NA', 'zone:EU'])
    expect(contentHash(ordered)).not.toBe(contentHash(change((config) => (config.zones[0]!.neighbours = ['EU', 'SEA']))))
  })
})
