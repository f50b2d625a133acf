// ISO 3166-2 by code and by name, for whoever looks for one. `names.json` has a line a country, `CODE Name|CODE Name`; names are those of
// the standard, in the country's own language. Source: iso-3166 4.4.0 (MIT, T. Wormer), read 2026-11. Where something *is* never depends on it.

import { countries } from '@/server/core/config/countries'
import { countryOfAlias } from '@/server/core/geo/subdivision-aliases'

export type NamedPlace = { code: string; name: string /** Null for a country itself. */; country: string | null }
export type Subdivisions = ReadonlyMap<string, NamedPlace>

/** Territories with a country code of their own are left out: they are countries here. */
function readSubdivisions(table: Readonly<Record<string, string>>): Subdivisions {
  return new Map(
    Object.entries(table).flatMap(([country, line]) =>
      line.split('|').flatMap((entry) => {
        const space = entry.indexOf(' ')
        const code = `${country}-${entry.slice(0, space)}`
        return countryOfAlias(code) === null ? [[code, { code, name: entry.slice(space + 1), country }] as const] : []
      }),
    ),
  )
}

/** 75 kB that only few screens need. */
export const loadSubdivisions = async (): Promise<Subdivisions> => readSubdivisions((await import('./names.json')).default)

const allCountries: readonly NamedPlace[] = [...countries.values()].map(({ code, name }) => ({ code, name, country: null }))
const shown = 20

/** Countries and subdivisions that some letters may mean, best first: the code, its beginning, the name’s, a word’s, anything in it. */
export function findPlaces(text: string, subdivisions: Subdivisions | undefined, taken: ReadonlySet<string>): NamedPlace[] {
  const wanted = plain(text.trim())
  if (wanted.length < 2) return []
  const ranked = [...allCountries, ...(subdivisions?.values() ?? [])].flatMap((place) => {
    const rank = taken.has(place.code) ? null : rankOf(place, wanted)
    return rank === null ? [] : [{ place, rank }]
  })
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, shown)
    .map(({ place }) => place)
}

function rankOf({ code, name, country }: NamedPlace, wanted: string): number | null {
  const low = code.toLowerCase()
  if (low === wanted) return 0
  // Of countries and their parts that fit alike, the country is meant more often.
  const part = country === null ? 0 : 0.5
  if (low.startsWith(wanted)) return 1 + part
  const words = plain(name)
  if (words.startsWith(wanted)) return 2 + part
  if (words.includes(` ${wanted}`)) return 3 + part
  return wanted.length > 2 && words.includes(wanted) ? 4 + part : null
}

/** `Sao Paulo` finds São Paulo. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
