// What a zone or jurisdiction declares, with `US-PR` read as the country `PR`: a territory has one code.

import { countryOfAlias } from '../geo/subdivision-aliases'

export function declaredMembers(entry: { countries: readonly string[]; subdivisions: readonly string[] }): {
  countries: string[]
  subdivisions: string[]
} {
  const countries = new Set(entry.countries)
  const subdivisions = new Set<string>()
  for (const code of entry.subdivisions) {
    const own = countryOfAlias(code)
    if (own) countries.add(own)
    else subdivisions.add(code)
  }
  return { countries: [...countries], subdivisions: [...subdivisions] }
}
