import { describe, expect, it } from 'vitest'
import { themes, token, zoneHue } from '../../_lib/theme/tokens'
import type { ZoneLook } from '../../_lib/use-zones'
import { flowFeatures } from './features'
import { flowArc } from './flow-arc'
import { hatch, toneHatch } from './hatch'
import { mapStyle } from './style'
import { coverageOf, zoneByCountry, zoneCentre } from './zone-geography'

const zone = (code: string, countries: string[], extra: Partial<ZoneLook> = {}): ZoneLook => ({
  code,
  name: code,
  parent: null,
  depth: 0,
  status: 'published',
  countries,
  subdivisions: [],
  hasPolygons: false,
  anchors: [],
  bias: 0,
  priority: 0,
  neighbours: [],
  gate: null,
  nodes: { live: 5, total: 5 },
  slots: 10,
  free: 4,
  models: { served: 1, met: 1 },
  conditions: { hot: [], panic: null, ejected: 0 },
  top: code,
  slot: 0,
  ...extra,
})
const eu = zone('EU', ['DE', 'FR'])
const na = zone('NA', ['US'], { slot: 1, models: { served: 2, met: 1 } })
const look = { theme: 'light', zones: [eu, na], lens: null, selectedZone: null, selectedNode: null } as const
const isCountry = ['==', ['get', 'kind'], 'country']
const layer = (style: ReturnType<typeof mapStyle>, id: string) =>
  style.layers.find((one) => one.id === id)! as unknown as { filter: unknown; paint: Record<string, unknown> }

describe('mapStyle', () => {
  it.each(themes)('takes its colours from the tokens in %s', (theme) => {
    const style = mapStyle({ ...look, theme })
    expect(layer(style, 'water').paint['background-color']).toBe(token('water', theme))
    expect(JSON.stringify(layer(style, 'zone-fill').paint)).toContain(zoneHue(0, theme).fill)
  })

  it('loads nothing from elsewhere: no glyphs, no sprite, no tiles', () => {
    const { glyphs, sprite, ...style } = mapStyle(look)
    expect([glyphs, sprite]).toEqual([undefined, undefined])
    expect(JSON.stringify({ ...style, sources: { ...style.sources, world: null } })).not.toMatch(/https?:/)
  })

  it('hatches the countries of zones below target, and no others', () => {
    expect(JSON.stringify(layer(mapStyle(look), 'zone-hatch').filter)).toContain('["US"]')
  })

  it('keeps the same sources whatever is selected, so that live data survives a change of style', () => {
    expect(mapStyle({ ...look, theme: 'dark', selectedZone: 'EU' }).sources).toEqual(mapStyle(look).sources)
  })

  it('greys and hatches what is outside a Subcloud’s boundary, and outlines what is inside', () => {
    const lens = { countries: ['DE'], outline: { partly: ['US'], drawnIn: ['ALPS'], drawnOut: [] } }
    const style = mapStyle({ ...look, lens })
    for (const id of ['lens-veil', 'lens-outside'])
      expect(layer(style, id).filter).toEqual(['all', isCountry, ['!', ['in', ['get', 'iso'], ['literal', ['DE', 'US']]]]])
    expect(layer(style, 'lens-partly').filter).toEqual(['all', isCountry, ['in', ['get', 'iso'], ['literal', ['US']]]])
    expect(layer(style, 'lens-inside').filter).toEqual(['all', isCountry, ['in', ['get', 'iso'], ['literal', ['DE']]]])
    expect(layer(style, 'lens-outside').paint['fill-pattern']).toBe(toneHatch.faint)
    expect(style.sources).toEqual(mapStyle(look).sources)
  })

  it('draws no boundary where there is none, and everything outside where nothing is left', () => {
    const outline = { partly: [], drawnIn: [], drawnOut: [] }
    expect(mapStyle({ ...look, lens: { countries: null, outline } }).layers).toEqual(mapStyle(look).layers)
    expect(JSON.stringify(layer(mapStyle({ ...look, lens: { countries: [], outline } }), 'lens-outside').filter)).toContain(
      '["literal",[]]',
    )
  })

  it('draws a network without zones', () => {
    expect(mapStyle({ ...look, zones: [] }).layers.map(({ id }) => id)).toContain('land')
  })

  it('gives each layer its own name', () => {
    const ids = mapStyle(look).layers.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('zones on the map', () => {
  it('colours a country by the deepest zone that lists it, and leaves drafts out', () => {
    const west = zone('EU-W', ['FR'], { parent: 'EU', depth: 1, top: 'EU' })
    expect(zoneByCountry([west, eu, zone('X', ['JP'], { status: 'draft' })])).toEqual(
      new Map([
        ['DE', 'EU'],
        ['FR', 'EU-W'],
      ]),
    )
  })

  it('tells met from below from empty', () => {
    expect([coverageOf(eu), coverageOf(na), coverageOf({ ...eu, nodes: { live: 0, total: 4 } })]).toEqual(['met', 'below', 'empty'])
  })

  it('finds the middle of a zone across ±180°', () => {
    const [lng] = zoneCentre({
      anchors: [
        { lng: 178, lat: 0 },
        { lng: -178, lat: 0 },
      ],
    })!
    expect(Math.abs(lng)).toBeCloseTo(180)
  })
})

describe('arcs and points', () => {
  it('cross ±180° as one line, the short way', () => {
    const arc = flowArc([140, 35], [-122, 37])
    expect(arc[0]).toEqual([140, 35])
    expect(arc.at(-1)![0]).toBeCloseTo(238)
    for (let i = 1; i < arc.length; i++) expect(Math.abs(arc[i]![0] - arc[i - 1]![0])).toBeLessThan(20)
  })

  it('keep there and back apart', () => {
    const [there, back] = [flowArc([0, 0], [60, 0], 2)[1]!, flowArc([60, 0], [0, 0], 2)[1]!]
    expect(there[1]).toBeGreaterThan(0)
    expect(back[1]).toBeLessThan(0)
  })

  it('show only jobs that ran elsewhere than preferred', () => {
    const at = (code: string, lng: number) => zone(code, [], { anchors: [{ lng, lat: 10 }] })
    const zones = new Map([
      ['EU', at('EU', 10)],
      ['ME', at('ME', 50)],
    ])
    const flows = [
      { from: 'EU', to: 'EU', jobs: 90, fellBack: 0 },
      { from: 'EU', to: 'ME', jobs: 4, fellBack: 4 },
      { from: null, to: 'ME', jobs: 3, fellBack: 0 },
    ]
    expect(flowFeatures(flows, zones).features.map(({ properties }) => properties!.jobs)).toEqual([4])
  })

  it('hatches without a seam', () => {
    const { width, data } = hatch('#336699')
    const alpha = (x: number, y: number) => data[(y * width + x) * 4 + 3]
    for (let i = 0; i < width; i++) expect(alpha(i, 0)).toBe(alpha(0, i))
    expect(alpha(0, 0)).toBeGreaterThan(0)
    expect(alpha(width / 2, 0)).toBe(0)
  })
})
