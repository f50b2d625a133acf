import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rectangle } from '../geo/draw/rectangle'
import type { LngLat, Place } from '../geo/place'
import { compileConfig } from './compile'
import { contain } from './contain'
import { defaultConfig } from './default'
import { type Config, configSchema } from './schema'

const place = (country: string | null, subdivision: string | null = null, point: LngLat | null = null): Place => ({
  country,
  subdivision,
  point,
})
const byDefault = compileConfig(defaultConfig(), 1)
const label = (at: Place, config = byDefault) => contain(config, at, 'high').label
const config = (zones: unknown[], more: Partial<Record<keyof Config, unknown>> = {}) =>
  compileConfig(configSchema.parse({ zones, ...more }), 1)
const square = (west: number, south: number, east: number, north: number) => ({
  type: 'MultiPolygon',
  coordinates: [[rectangle({ west, south, east, north })]],
})

describe('default zones', () => {
  it.each([
    ['TR', 'ME'],
    ['EG', 'ME'],
    ['IR', 'ME'],
    ['CY', 'EU'],
  ])('z01 %s is in %s', (country, zone) => {
    expect(label(place(country))).toBe(zone)
  })

  it.each([
    ['ID-PA Jayapura', place('ID', 'ID-PA'), 'SEA'],
    ['ES-CN Las Palmas', place('ES', 'ES-CN'), 'EU'],
    ['US-HI', place('US', 'US-HI'), 'NA'],
    ['GL', place('GL'), 'NA'],
    ['PR', place('PR'), 'NA'],
    ['PR written as US-PR', place('US', 'US-PR'), 'NA'],
    ['FK', place('FK'), 'SA'],
    ['GF', place('GF'), 'SA'],
    ['GF written as FR-973', place('FR', 'FR-973'), 'SA'],
  ])('z02 %s', (_name, at, zone) => {
    expect(label(at)).toBe(zone)
  })

  it.each([
    ['NA', null],
    ['ME', 'EU'],
    ['SA', 'ME'],
    ['RE', null],
    ['RU', null],
    ['BY', null],
    ['AU', null],
    ['JP', null],
    ['IN', null],
    ['ZA', null],
    ['MX', 'NA'],
    ['BM', 'NA'],
    ['TL', 'SEA'],
  ])('t03 country %s, by membership and not by its letters, is in %s', (country, zone) => {
    expect(label(place(country))).toBe(zone)
  })

  it('number as many countries as M49 gives them, each in one zone', () => {
    const sizes = Object.fromEntries([...byDefault.zones].map(([code, zone]) => [code, zone.allCountries.size]))
    expect(sizes).toEqual({ NA: 8, EU: 50, SEA: 11, ME: 19, SA: 16 })
    expect(new Set([...byDefault.zones.values()].flatMap((zone) => [...zone.allCountries])).size).toBe(8 + 50 + 11 + 19 + 16)
  })
})

describe('which zone labels a place', () => {
  it('z18 takes the deeper zone drawn inside an assigned country, where the position is believed', () => {
    const drawn = config([
      { code: 'W', name: 'West', countries: ['FR', 'DE'] },
      { code: 'W-PARIS', name: 'Paris', parent: 'W', polygons: square(2, 48.5, 3, 49.2) },
    ])
    const inParis = place('FR', null, [2.35, 48.86])
    expect(contain(drawn, inParis, 'high')).toEqual({ label: 'W-PARIS', labelBy: 'polygon', zones: ['W-PARIS', 'W'], jurisdictions: [] })
    expect(contain(drawn, inParis, 'medium').label).toBe('W-PARIS')
    expect(contain(drawn, inParis, 'low')).toMatchObject({ label: 'W', labelBy: 'country', zones: ['W'] })
    expect(contain(drawn, place('FR', null, [5, 45]), 'high').label).toBe('W')
  })

  it('z07 lets a subdivision’s own assignment win over its country’s', () => {
    const far = config([
      { code: 'EU', name: 'Europe', countries: ['DE'], subdivisions: ['RU-CHU'] },
      { code: 'N', name: 'North', countries: ['RU'] },
    ])
    expect(contain(far, place('RU', 'RU-CHU', [177.5, 64.7]), 'high')).toMatchObject({
      label: 'EU',
      labelBy: 'subdivision',
      zones: ['EU', 'N'],
    })
    expect(label(place('RU', 'RU-MOW'), far)).toBe('N')
  })

  it('z11 decides overlaps by depth, clause, priority, area, code, whatever the order of zones', () => {
    const at = place('FR', null, [5, 45])
    const wins = (zones: { code: string }[], expected: string) => {
      for (const order of [zones, [...zones].reverse()]) expect(label(at, config(order))).toBe(expected)
    }
    const named = (code: string, more: object) => ({ code, name: code, ...more })
    wins(
      [
        named('TOP', { countries: ['FR'], priority: 9 }),
        named('ROOT', { countries: ['DE'] }),
        named('DEEP', { parent: 'ROOT', countries: ['FR'] }),
      ],
      'DEEP',
    )
    wins([named('A', { countries: ['FR'], priority: 9 }), named('B', { polygons: square(0, 40, 10, 50) })], 'B')
    wins([named('A', { countries: ['FR'] }), named('B', { countries: ['FR', 'DE'], priority: 1 })], 'B')
    wins([named('A', { countries: ['FR', 'DE'] }), named('B', { countries: ['FR'] })], 'B')
    wins([named('A', { polygons: square(0, 40, 10, 50) }), named('B', { polygons: square(4, 44, 6, 46) })], 'B')
    wins([named('A', { countries: ['FR'] }), named('B', { countries: ['FR'] })], 'A')
  })

  it('z11 z12 labels a point like a look at every drawn zone in turn, on shared edges and corners too', () => {
    const whole = fc.integer({ min: -4, max: 4 })
    const zone = fc.record({ w: whole, s: whole, wide: fc.integer({ min: 1, max: 4 }), high: fc.integer({ min: 1, max: 4 }) })
    const aZone = fc.record({ box: zone, priority: fc.constantFrom(0, 0, 1), child: fc.boolean() })
    const half = fc.integer({ min: -10, max: 10 }).map((n) => n / 2)
    fc.assert(
      fc.property(fc.array(aZone, { minLength: 1, maxLength: 6 }), fc.array(fc.tuple(half, half), { minLength: 12 }), (drawn, points) => {
        const zones = drawn.map(({ box: { w, s, wide, high }, priority, child }, i) => ({
          code: `Z${i}`,
          name: `Z${i}`,
          priority,
          ...(child && { parent: 'ROOT' }),
          polygons: square(w, s, w + wide, s + high),
        }))
        const compiled = config([{ code: 'ROOT', name: 'Root', countries: ['AQ'] }, ...zones])
        for (const point of points) {
          // West and south edges belong to a box, east and north ones do not.
          const [x, y] = point
          const holding = drawn.flatMap(({ box: { w, s, wide, high }, child, priority }, i) =>
            w <= x && x < w + wide && s <= y && y < s + high ? [{ code: `Z${i}`, child, priority }] : [],
          )
          const area = (code: string) => compiled.zones.get(code)!.areaKm2
          holding.sort(
            (a, b) =>
              Number(b.child) - Number(a.child) || b.priority - a.priority || area(a.code) - area(b.code) || (a.code < b.code ? -1 : 1),
          )
          const found = contain(compiled, place(null, null, point), 'high')
          expect(found.label).toBe(holding[0]?.code ?? null)
          const parents = holding.some(({ child }) => child) ? ['ROOT'] : []
          expect([...found.zones].sort()).toEqual([...holding.map(({ code }) => code), ...parents].sort())
          expect(contain(compiled, place(null, null, point), 'medium')).toBe(found)
        }
      }),
    )
  })

  it('names every containing zone with its ancestors, deepest first', () => {
    const tree = config([
      { code: 'A', name: 'A', countries: ['FR'] },
      { code: 'B', name: 'B', parent: 'A', countries: ['FR'] },
      { code: 'C', name: 'C', parent: 'B', subdivisions: ['FR-IDF'] },
      { code: 'Z', name: 'Z', countries: ['FR'] },
    ])
    expect(contain(tree, place('FR', 'FR-IDF'), 'high').zones).toEqual(['C', 'B', 'A', 'Z'])
    expect(contain(tree, place('FR'), 'high').zones).toEqual(['B', 'A', 'Z'])
    // The country of a subdivision need not be said.
    expect(contain(tree, place(null, 'FR-IDF'), 'high').zones).toEqual(['C', 'B', 'A', 'Z'])
  })

  it('finds a province through its region', () => {
    const canaries = config(
      [
        { code: 'A', name: 'A', subdivisions: ['ES-CN'] },
        { code: 'B', name: 'B', countries: ['ES'] },
      ],
      {
        jurisdictions: [{ code: 'J', name: 'J', subdivisions: ['ES-CN'] }],
      },
    )
    expect(contain(canaries, place('ES', 'ES-GC'), 'high')).toEqual({
      label: 'A',
      labelBy: 'subdivision',
      zones: ['A', 'B'],
      jurisdictions: ['J'],
    })
    expect(contain(canaries, place('ES', 'ES-M'), 'high').label).toBe('B')
  })

  it('knows nothing of a place that contradicts itself or is unknown', () => {
    for (const at of [place(null), place('DE', 'FR-IDF'), place('DE', 'US-PR')]) {
      expect(contain(byDefault, at, 'high')).toEqual({ label: null, labelBy: null, zones: [], jurisdictions: [] })
    }
  })

  it('leaves drafts and retired zones out, keeps deprecated ones, and survives cycles', () => {
    const mixed = config([
      { code: 'A', name: 'A', countries: ['FR'], status: 'draft' },
      { code: 'B', name: 'B', countries: ['FR'], status: 'retired' },
      { code: 'C', name: 'C', countries: ['FR'], status: 'deprecated' },
      { code: 'D', name: 'D', countries: ['FR'], parent: 'E' },
      { code: 'E', name: 'E', countries: ['FR'], parent: 'D' },
    ])
    expect([...mixed.zones.keys()]).toEqual(['C'])
    expect(label(place('FR'), mixed)).toBe('C')
  })

  it('follows lineage: a rename has one successor, a split none, over several steps', () => {
    const lineage = config([
      { code: 'OLD', name: 'Old', status: 'retired' },
      { code: 'MID', name: 'Mid', status: 'retired', replaces: ['OLD'] },
      { code: 'NEW', name: 'New', countries: ['FR'], replaces: ['MID', 'GONE'] },
      { code: 'S1', name: 'S1', countries: ['DE'], replaces: ['SPLIT'] },
      { code: 'S2', name: 'S2', countries: ['NL'], replaces: ['SPLIT'] },
    ])
    expect([...lineage.successors].sort()).toEqual([
      ['GONE', 'NEW'],
      ['MID', 'NEW'],
      ['OLD', 'NEW'],
    ])
  })
})
