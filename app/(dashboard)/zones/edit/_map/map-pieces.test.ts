import { describe, expect, it } from 'vitest'
import { defaultConfig } from '@/server/core/config/default'
import { zoneSchema } from '@/server/core/config/schema'
import { rectangle } from '@/server/core/geo/draw/rectangle'
import { themes, token, zoneHue } from '../../../../_lib/theme/tokens'
import { zoneSlots } from '../../../../_lib/zone-slots'
import { anchorFeatures, areaFeatures, dotFeatures, labelFeatures, problemFeatures } from './draft-features'
import { isDrawable, isDrawn, toDrawFeatures } from './draw-features'
import { editorStyle } from './editor-style'

const box = (west: number, east: number) => [rectangle({ west, south: 0, east, north: 10 })]
const zone = (code: string, coordinates: number[][][][], more: object = {}) =>
  zoneSchema.parse({ code, name: code, polygons: { type: 'MultiPolygon', coordinates }, ...more })
const bowTie = [
  [
    [0, 0],
    [10, 10],
    [10, 0],
    [0, 4],
    [0, 0],
  ],
]

describe('the editor’s style', () => {
  const byCountry = new Map([
    ['DE', { code: 'EU', slot: 1 }],
    ['US', { code: 'NA', slot: 0 }],
  ])

  it('draws only from sources it has, each layer once, in both themes, with and without zones', () => {
    for (const theme of themes) {
      for (const countries of [byCountry, new Map()]) {
        const { layers, sources } = editorStyle({ theme, byCountry: countries, selected: 'EU' })
        expect(new Set(layers.map(({ id }) => id)).size).toBe(layers.length)
        for (const layer of layers) if ('source' in layer) expect(Object.keys(sources)).toContain(layer.source)
      }
    }
  })

  it('colours a country by who labels it, and outlines those of the selected zone only', () => {
    const { layers } = editorStyle({ theme: 'light', byCountry, selected: 'EU' })
    const paint = (id: string) => layers.find((layer) => layer.id === id) as { paint: Record<string, unknown>; filter: unknown[] }
    expect(paint('zone-fill').paint['fill-color']).toEqual([
      'match',
      ['get', 'iso'],
      'DE',
      zoneHue(1, 'light').fill,
      'US',
      zoneHue(0, 'light').fill,
      'transparent',
    ])
    expect(JSON.stringify(paint('zone-outline').filter)).toContain('["DE"]')
    expect(layers[0]).toMatchObject({ paint: { 'background-color': token('water', 'light') } })
  })
})

describe('what the sources hold', () => {
  const zones = [
    zone('A', [box(0, 10)]),
    zone('B', [box(170, 190)], { anchors: [{ lng: 179, lat: 5 }] }),
    zone('C', [bowTie]),
    zone('D', [box(40, 50)], { status: 'retired' }),
  ]
  const slots = zoneSlots(zones)

  it('are shapes cut at ±180°, without what is retired, crooked or being drawn', () => {
    const found = areaFeatures(zones, slots, 'A').features
    expect(found.map(({ properties, geometry }) => [properties!.code, geometry.coordinates.length])).toEqual([['B', 2]])
  })

  it('are anchors, labels and problems of the draft', () => {
    expect(anchorFeatures(zones, slots).features.map(({ properties }) => properties)).toEqual([{ code: 'B', slot: 1, index: 0 }])
    expect(labelFeatures(zones).features.map(({ properties, geometry }) => [properties!.code, geometry.coordinates[0]])).toEqual([
      ['A', 0],
      ['B', 179],
      ['C', 0],
    ])
    expect(problemFeatures(zones[2]!.polygons).features).toHaveLength(1)
    expect(problemFeatures(zones[0]!.polygons).features).toEqual([])
    expect(problemFeatures(null).features).toEqual([])
  })

  it('are one feature of dots a zone', () => {
    const { zones: shipped } = defaultConfig()
    const found = dotFeatures(
      new Map([
        [
          'EU',
          [
            [1, 2],
            [3, 4],
          ] as const,
        ],
      ]),
      zoneSlots(shipped),
    ).features
    expect(found).toEqual([
      {
        type: 'Feature',
        geometry: {
          type: 'MultiPoint',
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        },
        properties: { code: 'EU', slot: 1 },
      },
    ])
  })
})

describe('the drawing tool', () => {
  it('is given what it can hold: single rings within ±180°, not too long', () => {
    expect(isDrawable([])).toBe(true)
    expect(isDrawable([box(0, 10)])).toBe(true)
    expect(isDrawable([box(170, 190)])).toBe(false)
    expect(isDrawable([[...box(0, 10), ...box(2, 4)]])).toBe(false)
    expect(isDrawable(Array.from({ length: 200 }, () => box(0, 10)))).toBe(false)
  })

  it('draws anew only what is not there yet', () => {
    const shapes = [box(0, 10), box(20, 30.12345678912)]
    const drawn = toDrawFeatures(shapes).map(({ geometry, properties }) => ({ index: properties.index, ring: geometry.coordinates[0]! }))
    expect(isDrawn(shapes, drawn)).toBe(true)
    expect(isDrawn(shapes, drawn.slice(1))).toBe(false)
    expect(isDrawn([box(0, 11), shapes[1]!], drawn)).toBe(false)
  })
})
