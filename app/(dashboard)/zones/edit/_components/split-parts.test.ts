import { describe, expect, it } from 'vitest'
import { splitZone } from '@/server/core/config/edit/split-zone'
import { configSchema } from '@/server/core/config/schema'
import { rectangle } from '@/server/core/geo/draw/rectangle'
import { addPart, bladeText, cutPart, dealTo, dropPart, type Parts, readBlade, startSplit } from './split-parts'

const config = configSchema.parse({
  zones: [
    {
      code: 'A',
      name: 'A',
      countries: ['DE', 'PL', 'PT'],
      polygons: { type: 'MultiPolygon', coordinates: [[rectangle({ west: -10, south: 30, east: 30, north: 60 })]] },
      anchors: [
        { lng: -9, lat: 38 },
        { lng: 21, lat: 52 },
      ],
    },
  ],
})
const zone = config.zones[0]!
const centres: Record<string, [number, number]> = { PT: [-8, 39.5], PL: [19, 52] }
const centreOf = (country: string) => centres[country] ?? null
const cut = (parts: Parts, at: number, blade: string) => cutPart(zone, parts, at, readBlade(blade)!, centreOf)
const held = (parts: Parts) => parts.map(({ code, countries, anchors }) => [code, countries, anchors.map(({ lng }) => lng)])
const splits = (parts: Parts) => splitZone(config, 'A', parts, 'children').ok && splitZone(config, 'A', parts, 'siblings').ok

describe('the parts of a split', () => {
  it('begin as the whole and an empty one', () => {
    expect(held(startSplit(zone))).toEqual([
      ['A-1', ['DE', 'PL', 'PT'], [-9, 21]],
      ['A-2', [], []],
    ])
    expect(splits(startSplit(zone))).toBe(false)
  })

  it('are cut along a line: what is left of it stays, and a country without a middle too; nothing is lost', () => {
    // Southwards: the east is on the left.
    const parts = cut(startSplit(zone), 0, '10,70; 10,20')!
    expect(held(parts)).toEqual([
      ['A-1', ['DE', 'PL'], [21]],
      ['A-2', ['PT'], [-9]],
    ])
    expect(splits(parts)).toBe(true)
  })

  it('are cut on, each into one part more, along lines and outlines', () => {
    const two = cut(startSplit(zone), 0, '10,70; 10,20')!
    const three = cut(two, 1, '-20,20; 0,20; 0,45; -20,45; -20,20')!
    expect(held(three)).toEqual([
      ['A-1', ['DE', 'PL'], [21]],
      ['A-2', ['PT'], [-9]],
      ['A-3', [], []],
    ])
    const four = cut(three, 0, '0,45; 40,45')!
    expect(held(four).map(([code]) => code)).toEqual(['A-1', 'A-2', 'A-3', 'A-4'])
    expect(four.every(({ polygons }) => polygons !== null)).toBe(true)
    expect(splits(three) && splits(four)).toBe(true)
  })

  it('are not cut by what leaves all of them on one side', () => {
    expect(cut(startSplit(zone), 0, '100,20; 100,70')).toBeNull()
    expect(cut(startSplit(zone), 1, '10,70; 10,20')).toBeNull()
  })

  it('are dealt by hand, added and taken out without loss', () => {
    const three = dealTo(dealTo(addPart(zone, startSplit(zone)), 'PT', 1), 'PL', 2)
    expect(held(three).map(([, countries]) => countries)).toEqual([['DE'], ['PT'], ['PL']])
    expect(splits(three)).toBe(true)
    const two = dropPart(three, 0)
    expect(held(two)).toEqual([
      ['A-2', ['DE', 'PT'], [-9, 21]],
      ['A-3', ['PL'], []],
    ])
    expect(splits(two)).toBe(true)
    expect(held(addPart(zone, two)).at(-1)![0]).toBe('A-4')
  })

  it('a blade is read from text, or not', () => {
    expect(
      readBlade(
        bladeText([
          [1.23456, 2],
          [3, 4],
        ]),
      ),
    ).toEqual({
      kind: 'line',
      positions: [
        [1.235, 2],
        [3, 4],
      ],
    })
    for (const bad of ['', '1,2', '1,2; x,3', '1,2; 200,3', '1,2; 3,4,5', '1,2; 3']) expect(readBlade(bad)).toBeNull()
  })
})
