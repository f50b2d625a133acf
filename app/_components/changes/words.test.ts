import { describe, expect, it } from 'vitest'
import { defaultConfig } from '@/server/core/config/default'
import { diffConfigs } from '@/server/core/config/diff'
import { type Config, configSchema } from '@/server/core/config/schema'
import { effectsOf } from './diff-words'
import { fieldName, fieldWords } from './field-words'
import { pathWords } from './path-words'
import { frameOf, pathOf } from './shape-path'

const base = configSchema.parse({
  ...defaultConfig(),
  subclouds: [{ slug: 'law', name: 'Law', owner: 'a@example.org', policy: { boundary: { allow: ['jurisdiction:EU27'] } } }],
})
const change = (edit: (config: Config) => void): Config => {
  const copy = structuredClone(base)
  edit(copy)
  return copy
}
const zone = (config: Config, code: string) => config.zones.find((each) => each.code === code)!
const square = (size: number) => ({
  type: 'MultiPolygon' as const,
  coordinates: [
    [
      [
        [0, 0],
        [size, 0],
        [size, size],
        [0, size],
        [0, 0],
      ],
    ],
  ] as [number, number][][][],
})

describe('a diff in words', () => {
  it('says who moves and who loses before it says what was edited', () => {
    const diff = diffConfigs(
      base,
      change((config) => {
        zone(config, 'ME').countries = zone(config, 'ME').countries.filter((code) => code !== 'TR')
        zone(config, 'EU').countries.push('TR')
        config.jurisdictions.find(({ code }) => code === 'EU27')!.countries = ['DE', 'FR']
      }),
      { nodes: [{ id: '0xa', place: { country: 'TR', subdivision: null, point: null } }] },
    )
    const effects = effectsOf(diff)
    expect(effects.map(({ text }) => text)).toEqual([
      '1 country moves from ME to EU',
      'Subcloud law is touched through jurisdiction:EU27',
      '1 node relabelled',
    ])
    expect(effects[0]!.detail).toEqual(['Türkiye TR'])
    expect(effects[1]!.detail[0]).toMatch(/^loses .*Austria AT/)
    expect(effects[2]!.detail).toEqual(['0xa: ME → EU'])
  })

  it('words every kind of field', () => {
    const diff = diffConfigs(
      base,
      change((config) => {
        zone(config, 'EU').neighbours.reverse()
        zone(config, 'EU').polygons = square(2)
        zone(config, 'EU').anchors[0] = { lng: 9.68, lat: 50.11 }
        config.platform.nearestZone = false
        config.models = ['new']
      }),
    )
    const fields = Object.fromEntries(diff.changes.flatMap((each) => each.fields.map((field) => [field.path, fieldWords(field)])))
    expect(fields).toMatchObject({ nearestZone: 'on → off', models: '+ new' })
    expect(fields.neighbours).toMatch(/ → /)
    expect(fields.polygons).toMatch(/^drawn, 49,\d{3} km², 5 vertices$/)
    expect(fields.anchors).toMatch(/^50.11, 8.68 → 50.11, 9.68, moved 7\d km$/)
    expect(fieldName('policy.participation.criteria.minVramGb')).toBe('criteria › minVramGb')
    expect(fieldName('policy.boundary.deny')).toBe('jobs may not run in')
    expect(fieldName('spill.enterPct')).toBe('Hot above')
  })

  it('says whom the network boundary cuts', () => {
    const texts = effectsOf(
      diffConfigs(
        base,
        change((config) => (config.platform.boundary = { allow: [], deny: ['country:DE'] })),
      ),
    )
    expect(texts).toEqual([
      { id: 'policy Subcloud law', text: 'Subcloud law is touched through the network boundary', detail: ['loses Germany DE'] },
      { id: 'policy platform', text: 'The network boundary is edited', detail: [] },
    ])
  })

  it('says settings of the gate by their name and unit', () => {
    const [gate] = diffConfigs(
      base,
      change((config) => void Object.assign(config.gate, { shadowMinS: 172_800 })),
    ).changes
    expect(gate!.fields.map((field) => [fieldName(field.path), fieldWords(field)])).toEqual([['Least time in shadow', '24 h → 2 d']])
  })

  it('names what a path leads to', () => {
    expect(pathWords('zones[1].countries[0]', base)).toBe(`zone ${base.zones[1]!.code} › countries[0]`)
    expect(pathWords('subclouds[0].policy.tests[2]', base)).toBe('Subcloud law › policy › tests[2]')
    expect(pathWords('zones[99].name', base)).toBe('zones[99] › name')
    expect(pathWords('routing.spill.leavePct', base)).toBe('Cool below')
    expect(pathWords('boundary.allow[0]', {})).toBe('boundary › allow[0]')
  })
})

describe('the picture of an area', () => {
  it('holds all of both shapes, north up', () => {
    const frame = frameOf([square(10), null])
    expect(frame.x).toBeLessThan(0)
    expect(frame.x + frame.width).toBeGreaterThan(10)
    expect(frame.y).toBeLessThan(-10)
    expect(frame.y + frame.height).toBeGreaterThan(0)
    expect(pathOf(square(1))).toBe('M0 0L1 0L1 -1L0 -1L0 0Z')
    expect(frameOf([]).width).toBeGreaterThan(300)
  })

  it('thins long rings', () => {
    const ring = Array.from({ length: 10_000 }, (_, i): [number, number] => [i / 100, i % 2])
    expect(pathOf({ type: 'MultiPolygon', coordinates: [[ring]] }).split('L').length).toBeLessThan(1600)
  })
})
