import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutByLine } from '../../geo/draw/clip'
import { rectangle } from '../../geo/draw/rectangle'
import { checkConfig, hasErrors } from '../check'
import { compileConfig } from '../compile'
import { contain } from '../contain'
import { countries } from '../countries'
import { defaultConfig } from '../default'
import { heirsOf, successors } from '../lineage'
import { type Config, configSchema, type MultiPolygon } from '../schema'
import { references } from '../token-fields'
import type { Edited } from './edited'
import { mapTokens } from './map-tokens'
import { mergeZones } from './merge-zones'
import { renameZone } from './rename-zone'
import { retireZone } from './retire-zone'
import { splitZone, type ZonePart } from './split-zone'

const done = (edited: Edited) => {
  if (!edited.ok) throw new Error(edited.message)
  return edited
}
const acme = (policy: object) => ({ slug: 'acme', name: 'Acme', owner: 'a@example.com', policy })
const withPolicy = (policy: object): Config => configSchema.parse({ ...defaultConfig(), subclouds: [acme(policy)] })
const part = (code: string, members: string[], more: Partial<ZonePart> = {}): ZonePart => ({
  code,
  name: code,
  countries: members,
  subdivisions: [],
  polygons: null,
  anchors: [],
  ...more,
})
const europe = defaultConfig().zones.find((zone) => zone.code === 'EU')!.countries
const west = ['DE', 'FR', 'ES', 'PT', 'IT', 'GB', 'IE']
const halves = [
  part('EU-W', west),
  part(
    'EU-E',
    europe.filter((code) => !west.includes(code)),
  ),
]
const zonesOf = (config: Config, country: string) =>
  contain(compileConfig(config, 0), { country, subdivision: null, point: null }, 'high').zones

describe('split', () => {
  it('z14 into children leaves the zone made of them, so that a policy on it still matches both', () => {
    const { config, left } = done(splitZone(withPolicy({ boundary: { allow: ['zone:EU'] } }), 'EU', halves, 'children'))
    expect(left).toEqual([])
    expect(hasErrors(checkConfig(config, { previous: defaultConfig() }))).toBe(false)
    expect(zonesOf(config, 'DE')).toEqual(['EU-W', 'EU'])
    expect(zonesOf(config, 'PL')).toEqual(['EU-E', 'EU'])
    expect(config.subclouds[0]!.policy.boundary!.allow).toEqual(['zone:EU'])
  })

  it('z14 into siblings lets every list name both instead, and old log rows know both heirs', () => {
    const before = withPolicy({ boundary: { allow: ['zone:EU', 'country:US'] }, prefer: ['zone:EU'], originAllow: ['zone:EU'] })
    const { config, left } = done(splitZone(before, 'EU', halves, 'siblings'))
    expect(left).toEqual([])
    expect(config.subclouds[0]!.policy).toMatchObject({
      boundary: { allow: ['zone:EU-W', 'zone:EU-E', 'country:US'] },
      prefer: ['zone:EU-W', 'zone:EU-E'],
      originAllow: ['zone:EU-W', 'zone:EU-E'],
    })
    expect(config.zones.find((zone) => zone.code === 'NA')!.neighbours).toEqual(expect.arrayContaining(['EU-W', 'EU-E']))
    expect(heirsOf('EU', config.zones)).toEqual(['EU-E', 'EU-W'])
    expect(hasErrors(checkConfig(config, { previous: before }))).toBe(false)
  })

  it('leaves a test of the old zone to its author', () => {
    const { left } = done(
      splitZone(withPolicy({ tests: [{ origin: { country: 'DE' }, model: 'm', expect: 'EU' }] }), 'EU', halves, 'siblings'),
    )
    expect(left.map(({ path }) => path)).toEqual(['subclouds[0].policy.tests[0].expect'])
  })

  it('keeps the members whole: none lost, none twice, none new', () => {
    const config = defaultConfig()
    const say = (parts: ZonePart[]) => {
      const result = splitZone(config, 'EU', parts, 'children')
      return result.ok ? null : result.message
    }
    expect(say([part('EU-W', west), part('EU-E', ['PL'])])).toMatch(/are in no part/)
    expect(say([part('EU-W', europe), part('EU-E', ['DE'])])).toBe('DE is in EU-W and in EU-E.')
    expect(say([part('EU-W', europe), part('EU-E', ['JP'])])).toBe('JP is not in EU.')
    expect(say([part('EU-W', europe), part('EU-E', [])])).toBe('EU-E would have nothing in it.')
    expect(say([part('NA', west), part('EU-E', [])])).toBe('There already is a zone NA.')
    expect(say([part('EU-W', europe)])).toBe('A split makes at least two parts.')
  })

  it('cuts a drawn shape along a line into parts that together have its area', () => {
    const polygons: MultiPolygon = { type: 'MultiPolygon', coordinates: [[rectangle({ west: 0, south: -10, east: 40, north: 10 })]] }
    const config = configSchema.parse({ zones: [{ code: 'A', name: 'A', polygons }] })
    const [left, right] = cutByLine(
      [[rectangle({ west: 0, south: -10, east: 40, north: 10 })]],
      [
        [15, -5],
        [18, 5],
      ],
    )!
    const shape = (coordinates: number[][][][]) => ({ polygons: { type: 'MultiPolygon', coordinates } as MultiPolygon })
    expect(splitZone(config, 'A', [part('A-1', [], shape(left)), part('A-2', [], shape(right))], 'children').ok).toBe(true)
    expect(splitZone(config, 'A', [part('A-1', [], shape(left)), part('A-2', [], shape(left))], 'children')).toMatchObject({
      ok: false,
      message: expect.stringContaining('nothing may be lost'),
    })
  })

  it('however the members are dealt out, every place is in the same zones as before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: europe.length, maxLength: europe.length }), (hands) => {
        const parts = ['EU-1', 'EU-2', 'EU-3'].map((code, n) =>
          part(
            code,
            europe.filter((_, i) => hands[i] === n),
          ),
        )
        fc.pre(parts.every(({ countries: own }) => own.length > 0))
        const before = compileConfig(defaultConfig(), 0)
        const after = compileConfig(done(splitZone(defaultConfig(), 'EU', parts, 'children')).config, 0)
        expect([...after.zones.get('EU')!.allCountries].sort()).toEqual([...before.zones.get('EU')!.allCountries].sort())
        for (const country of countries.keys()) {
          const place = { country, subdivision: null, point: null }
          const was = contain(before, place, 'high').zones
          expect(contain(after, place, 'high').zones.filter((code) => !code.startsWith('EU-'))).toEqual(was)
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('merge', () => {
  it('undoes a split into siblings: the same places, and the old codes resolve to it', () => {
    const split = done(splitZone(defaultConfig(), 'EU', halves, 'siblings')).config
    const { config, left } = done(mergeZones(split, ['EU-W', 'EU-E'], { code: 'EUR', name: 'Europe' }))
    expect(left).toEqual([])
    const [before, after] = [compileConfig(defaultConfig(), 0), compileConfig(config, 0)]
    expect([...after.zones.get('EUR')!.allCountries].sort()).toEqual([...before.zones.get('EU')!.allCountries].sort())
    expect(Object.fromEntries(successors(config.zones))).toEqual({ EU: 'EUR', 'EU-E': 'EUR', 'EU-W': 'EUR' })
    expect(hasErrors(checkConfig(config, { previous: split }))).toBe(false)
  })

  it('follows where nothing widens, and leaves to its owner an allow list that named only one of them', () => {
    const before = withPolicy({
      boundary: { allow: ['zone:NA'], deny: ['zone:SA'] },
      prefer: ['zone:NA', 'zone:SA'],
      participation: { criteria: { zones: ['NA', 'SA'] } },
    })
    const { config, left } = done(mergeZones(before, ['NA', 'SA'], { code: 'AM', name: 'Americas' }))
    expect(config.subclouds[0]!.policy).toMatchObject({
      boundary: { allow: ['zone:NA'], deny: ['zone:AM'] },
      prefer: ['zone:AM'],
      participation: { criteria: { zones: ['AM'] } },
    })
    expect(left.map(({ by, path }) => `${by} ${path}`)).toEqual(['Subcloud acme subclouds[0].policy.boundary.allow[0]'])
    expect(checkConfig(config, { previous: before })).toContainEqual(expect.objectContaining({ code: 'in_use' }))
  })

  it('may keep one of the codes, and refuses what cannot be one zone', () => {
    const { config } = done(mergeZones(defaultConfig(), ['NA', 'SA'], { code: 'NA', name: 'Americas' }))
    expect(config.zones.find((zone) => zone.code === 'NA')).toMatchObject({
      name: 'Americas',
      replaces: ['SA'],
      neighbours: ['EU', 'ME', 'SEA'],
    })
    const split = done(splitZone(defaultConfig(), 'EU', halves, 'children')).config
    expect(mergeZones(split, ['EU-W', 'NA'], { code: 'X', name: 'X' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('different parents'),
    })
    expect(mergeZones(split, ['NA'], { code: 'X', name: 'X' }).ok).toBe(false)
    expect(mergeZones(split, ['NA', 'SA'], { code: 'ME', name: 'X' })).toMatchObject({ ok: false, message: 'There already is a zone ME.' })
  })
})

describe('rename and retire', () => {
  it('rename takes every reference along, there and back', () => {
    const before = withPolicy({ boundary: { allow: ['zone:EU'] }, tests: [{ origin: 'zone:EU', model: 'm', expect: 'EU' }] })
    const { config, left } = done(renameZone(before, 'EU', 'EUR'))
    expect(left).toEqual([])
    expect(references(config).some(({ token }) => token === 'zone:EU')).toBe(false)
    expect(successors(config.zones).get('EU')).toBe('EUR')
    const back = done(renameZone(config, 'EUR', 'EU')).config
    expect(back.zones.find((zone) => zone.code === 'EU')!.replaces).toEqual(['EUR'])
    expect({ ...back, zones: back.zones.map((zone) => ({ ...zone, replaces: [] })) }).toEqual(before)
    expect(renameZone(before, 'EU', 'NA').ok).toBe(false)
  })

  it('retire lets neighbours go and names who still holds on', () => {
    const { config, left } = done(retireZone(withPolicy({ boundary: { allow: ['zone:SA'] } }), 'SA'))
    expect(config.zones.every((zone) => !zone.neighbours.includes('SA'))).toBe(true)
    expect(left.map(({ by }) => by)).toEqual(['Subcloud acme'])
  })
})

it('rewriting nothing changes nothing, and rewriting everything reaches every reference', () => {
  const config = withPolicy({
    boundary: { allow: ['zone:EU'], deny: ['zone:SA'] },
    prefer: ['zone:EU'],
    originAllow: ['zone:EU'],
    originDeny: ['zone:SA'],
    participation: { criteria: { zones: ['EU'] } },
    tests: [{ origin: 'zone:EU', model: 'm', expect: 'EU' }],
  })
  expect(mapTokens(config, (tokens) => tokens)).toEqual(config)
  const moved = mapTokens(config, (tokens) => tokens.map((token) => `zone:X-${token.slice(5)}` as const))
  expect(references(moved).map(({ token }) => token)).toEqual(references(config).map(({ token }) => `zone:X-${token.slice(5)}`))
})
