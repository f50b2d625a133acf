import { describe, expect, it } from 'vitest'
import { splitZone } from '@/server/core/config/edit/split-zone'
import { configSchema } from '@/server/core/config/schema'
import { rectangle } from '@/server/core/geo/draw/rectangle'
import { bladeText, dealByBlade, partsOf, readBlade } from './split-parts'

const config = configSchema.parse({
  zones: [
    {
      code: 'A',
      name: 'A',
      countries: ['PT', 'PL'],
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
const names = [
  { code: 'A-W', name: 'West' },
  { code: 'A-E', name: 'East' },
] as const

describe('the halves of a split', () => {
  it('are cut along a line, countries and anchors dealt to the side they are on, and split without loss', () => {
    // Southwards: the east is on the left.
    const blade = readBlade('10,70; 10,20')!
    const dealt = dealByBlade(zone, blade, (country) => centres[country] ?? null, {})
    expect(dealt).toEqual({ PL: 0, PT: 1 })
    const parts = partsOf(zone, names, dealt, blade)
    expect(parts.map(({ countries, anchors }) => [countries, anchors.map(({ lng }) => lng)])).toEqual([
      [['PL'], [21]],
      [['PT'], [-9]],
    ])
    expect(splitZone(config, 'A', parts, 'children').ok).toBe(true)
  })

  it('or along an outline, or not cut at all', () => {
    const inside = readBlade('-20,20; 0,20; 0,70; -20,70; -20,20')!
    expect(inside.kind).toBe('outline')
    expect(splitZone(config, 'A', partsOf(zone, names, { PT: 0, PL: 1 }, inside), 'siblings').ok).toBe(true)
    const [first, second] = partsOf(zone, names, { PT: 0, PL: 1 }, null)
    expect([first.polygons, second.polygons]).toEqual([zone.polygons, null])
    expect(splitZone(config, 'A', [first, second], 'children').ok).toBe(true)
  })

  it('a line that misses loses nothing', () => {
    const parts = partsOf(zone, names, { PT: 0, PL: 1 }, readBlade('100,70; 100,20'))
    expect(splitZone(config, 'A', parts, 'children').ok).toBe(true)
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
