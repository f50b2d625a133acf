import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Ring = [number, number][]
type Feature = { properties: { kind: string; iso?: string; name?: string }; geometry: { type: string; coordinates: Ring[][] } }

const world = JSON.parse(readFileSync('public/map/world.json', 'utf8')) as { features: Feature[] }
const countries = world.features.filter(({ properties }) => properties.kind === 'country')
const ringsOf = (feature: Feature) => feature.geometry.coordinates.flat()
const byIso = (iso: string) => countries.find(({ properties }) => properties.iso === iso)!
const extent = (iso: string) =>
  ringsOf(byIso(iso))
    .flat()
    .map(([lng]) => lng)

describe('the committed basemap', () => {
  it('smears no country across the map: no edge crosses half the globe, except along the pole', () => {
    for (const country of countries) {
      for (const ring of ringsOf(country)) {
        for (let i = 1; i < ring.length; i++) {
          const [[aLng, aLat], [bLng, bLat]] = [ring[i - 1]!, ring[i]!]
          if (Math.abs(aLat) === 90 && Math.abs(bLat) === 90) continue
          expect(Math.abs(bLng - aLng), `${country.properties.name} at ${aLng},${aLat}`).toBeLessThan(90)
        }
      }
    }
  })

  it('has Russia and Fiji on both sides of ±180°, and Antarctica all the way round', () => {
    for (const iso of ['RU', 'FJ', 'AQ']) {
      expect(Math.min(...extent(iso)), iso).toBe(-180)
      expect(Math.max(...extent(iso)), iso).toBe(180)
    }
  })

  it('closes every ring and stays in range', () => {
    for (const ring of countries.flatMap(ringsOf)) {
      expect(ring.length).toBeGreaterThanOrEqual(4)
      expect(ring[0]).toEqual(ring.at(-1))
      for (const [lng, lat] of ring) expect(Math.abs(lng) <= 180 && Math.abs(lat) <= 90).toBe(true)
    }
  })

  it('gives overseas territories their own codes, and keeps small countries', () => {
    for (const iso of ['GF', 'GP', 'MQ', 'RE', 'YT', 'SJ', 'SG', 'MT', 'BH', 'LU']) expect(byIso(iso), iso).toBeDefined()
    expect(
      Math.max(
        ...ringsOf(byIso('NO'))
          .flat()
          .map(([, lat]) => lat),
      ),
    ).toBeLessThan(72)
    expect(Math.min(...extent('FR'))).toBeGreaterThan(-6)
  })
})
