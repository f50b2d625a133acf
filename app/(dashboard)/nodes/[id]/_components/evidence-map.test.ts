import type { Feature } from 'geojson'
import { describe, expect, it } from 'vitest'
import { toneHatch } from '../../../../_components/map/hatch'
import { themes } from '../../../../_lib/theme/tokens'
import type { ZoneLook } from '../../../../_lib/use-zones'
import { boundsOf } from './evidence-bounds'
import { evidenceData } from './evidence-features'
import { linesOf, type Sources } from './evidence-lines'
import { evidenceLayers } from './evidence-style'

const zone = (code: string, parent: string | null, countries: string[], hasPolygons = false) =>
  [code, { code, parent, countries, hasPolygons, anchors: [{ lng: 10, lat: 50 }] } as unknown as ZoneLook] as const
const zones = new Map([zone('EU', null, ['DE']), zone('EU-W', 'EU', ['FR'], true), zone('NA', null, ['US'])])
const sources = (more: Partial<Sources> = {}): Sources => ({
  claim: { tag: 'country:DE', gps: null, moving: null },
  databases: [
    { source: 'a', country: 'DE' },
    { source: 'b', country: 'US' },
  ],
  override: null,
  ...more,
})
const agreements = (more: Partial<Sources>) => Object.fromEntries(linesOf(sources(more), zones).map(({ id, agreement }) => [id, agreement]))
const gps = { point: [13.4, 52.5], accuracyM: 80, country: 'DE', nearBorder: false } as const

describe('lines of evidence', () => {
  it('hold each source against the tag', () => {
    expect(agreements({})).toEqual({ tag: 'claim', gps: 'open', 'address:a': 'agrees', 'address:b': 'disagrees' })
  })

  it('hold them against the GPS position where nothing is declared, and against nothing where that is missing too', () => {
    expect(agreements({ claim: { tag: null, gps, moving: null } })).toMatchObject({
      gps: 'claim',
      'address:a': 'agrees',
      'address:b': 'disagrees',
    })
    expect(agreements({ claim: { tag: null, gps: null, moving: null } })).toMatchObject({ 'address:a': 'open', 'address:b': 'open' })
  })

  it('take a zone with all that is in it, and leave open what a drawn outline may hold', () => {
    const [tag] = linesOf(sources({ claim: { tag: 'zone:EU', gps: null, moving: null } }), zones)
    expect(tag).toMatchObject({ countries: ['DE', 'FR'], drawn: ['EU-W'] })
    expect(agreements({ claim: { tag: 'zone:EU', gps: null, moving: null } })).toMatchObject({ 'address:a': 'agrees', 'address:b': 'open' })
    expect(agreements({ claim: { tag: 'zone:NA', gps: null, moving: null } })).toMatchObject({
      'address:a': 'disagrees',
      'address:b': 'agrees',
    })
  })
})

describe('a move that is not settled', () => {
  const moving = { point: [7.7, 48.6], accuracyM: 30, country: 'FR', nearBorder: true, fixes: 1, countedAt: 0 } as const
  const lines = linesOf(sources({ claim: { tag: 'country:DE', gps, moving } }), zones)

  it('is a line of its own that says how many fixes have counted, and no claim', () => {
    const line = lines.find(({ id }) => id === 'moving')
    expect(line).toMatchObject({ source: 'Newest GPS', agreement: 'disagrees', note: 'in another zone: 1 of 3 fixes' })
  })

  it('is a second position on the map, and in what is looked at', () => {
    const { fix, disc } = evidenceData('consistent', lines, zones, null)
    expect(fix.features.map(({ properties }) => properties)).toEqual([
      { text: 'GPS ± 80 m', id: 'gps' },
      { text: 'Newest GPS ± 30 m', id: 'moving' },
    ])
    expect(disc.features).toHaveLength(2)
    expect(boundsOf(lines.filter(({ id }) => id === 'gps' || id === 'moving'))![0]).toBeLessThan(7)
  })
})

describe('the map of the evidence', () => {
  const lines = linesOf(sources({ claim: { tag: 'country:DE', gps, moving: null } }), zones)
  const layer = (level: Parameters<typeof evidenceLayers>[1], id: string) =>
    evidenceLayers('light', level, lines, null).find((one) => one.id === id)

  it('fills the claim by its verdict: solid where believed, hatched where not', () => {
    expect(layer('consistent', 'claim-hatch')).toBeUndefined()
    expect(layer('contradicted', 'claim-hatch')).toMatchObject({ paint: { 'fill-pattern': toneHatch.warn } })
    expect(layer('impossible', 'claim-hatch')).toMatchObject({ paint: { 'fill-pattern': toneHatch.bad } })
    expect(JSON.stringify(layer('consistent', 'claim-fill'))).toContain('["DE"]')
  })

  it('hatches only the countries of addresses that disagree', () => {
    expect(JSON.stringify(layer('consistent', 'elsewhere-fill'))).toContain('["US"]')
  })

  it('says level, sources and accuracy in words', () => {
    const data = evidenceData('consistent', lines, zones, null)
    const texts = Object.values(data).flatMap(({ features }) => features.flatMap(({ properties }) => properties?.text ?? []))
    expect(texts).toEqual([
      'GPS ± 80 m',
      'C Consistent: claims country:DE',
      'Address: Germany (a)',
      'Address: United States (b), disagrees',
    ])
  })

  it('writes towards the middle what stands at an edge', () => {
    const far = linesOf(sources({ databases: [{ source: 'a', country: 'CO' }] }), zones)
    const { claim, address } = evidenceData('contradicted', far, zones, null)
    expect([...claim.features, ...address.features].map(({ properties }) => properties?.side)).toEqual(['-right', '-left'])
  })

  it('shows the drawn outlines of the claimed zone and no others', () => {
    const area = (code: string): Feature => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [0, 0] }, properties: { code } })
    const claimed = linesOf(sources({ claim: { tag: 'zone:EU', gps: null, moving: null } }), zones)
    const { areas } = evidenceData('consistent', claimed, zones, { type: 'FeatureCollection', features: [area('EU-W'), area('SA-1')] })
    expect(areas.features.map(({ properties }) => properties?.code)).toEqual(['EU-W'])
  })

  it.each(themes)('names each layer once in %s', (theme) => {
    const ids = evidenceLayers(theme, 'unverified', lines, 'gps').map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('looks at what the lines speak of, and at no more', () => {
    const german = boundsOf(lines.filter(({ id }) => id === 'tag'))!
    expect(german[0]).toBeGreaterThan(0)
    expect(german[2]).toBeLessThan(20)
    expect(boundsOf(lines)![0]).toBeLessThan(-100)
    expect(boundsOf([])).toBeNull()
    const [west, , east] = boundsOf(lines.filter(({ id }) => id === 'gps'))!
    expect(east - west).toBeLessThan(5)
  })
})
