// A pasted list of ISO codes, whatever separates them. What is none is named, with the code that was probably meant.

import { countryOfAlias, countryOfSubdivision } from '../geo/subdivision-aliases'
import { countries, isCountry } from './countries'

export type ReadCodes = { countries: string[]; subdivisions: string[]; unknown: { text: string; hint: string | null }[] }

const maxCodes = 5000
const usual: Record<string, string> = { UK: 'GB', EN: 'GB', EL: 'GR', SU: 'RU', YU: 'RS' }

export function readCodes(text: string): ReadCodes {
  const found = { countries: new Set<string>(), subdivisions: new Set<string>(), unknown: new Map<string, string>() }
  for (const part of text.split(/[\s,;|]+/).slice(0, maxCodes)) {
    const code = part.toUpperCase().replace(/^(COUNTRY|SUBDIVISION):/, '')
    const own = countryOfAlias(code)
    if (code === '') continue
    if (own !== null || isCountry(code)) found.countries.add(own ?? code)
    else if (isSubdivision(code)) found.subdivisions.add(code)
    else if (!found.unknown.has(code)) found.unknown.set(code, part.slice(0, 40))
  }
  return {
    countries: [...found.countries],
    subdivisions: [...found.subdivisions],
    unknown: [...found.unknown].map(([code, shown]) => ({ text: shown, hint: hintFor(code) })),
  }
}

const isSubdivision = (code: string): boolean => /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(code) && isCountry(countryOfSubdivision(code))

function hintFor(code: string): string | null {
  if (usual[code]) return usual[code]
  if (code.length < 3) return null
  for (const country of countries.values()) if (country.name.toUpperCase() === code || country.numeric === code) return country.code
  return null
}
