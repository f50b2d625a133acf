// Geo tokens against one configuration. `parseToken` is for what people write and refuses whatever does not exist now;
// `tokenContains` and `tokenMayContain` are the two sides of what is known of a place: provably inside, and not provably
// outside. Allow lists ask the first, deny lists the second, so that ignorance never lets a job through.

import type { CompiledConfig } from '../config/compiled'
import { isCountry } from '../config/countries'
import { meetCountry } from '../geo/country-bounds'
import type { Containment, GeoToken, Place, ZoneCode } from '../geo/place'
import { isInShape } from '../geo/polygon'
import { countryOfAlias, countryOfSubdivision, normalisePlace } from '../geo/subdivision-aliases'
import { isWithinSubdivision } from '../geo/subdivision-parents'
import { suggestTokens } from './suggest'

export type ParsedToken = { ok: true; token: GeoToken } | { ok: false; message: string; suggestions: GeoToken[] }

/** The token in its one form (`subdivision:US-PR` is `country:PR`), or what to write instead. */
export function parseToken(text: string, config: CompiledConfig): ParsedToken {
  const fail = (message: string): ParsedToken => ({ ok: false, message, suggestions: suggestTokens(text, config) })
  const match = /^(zone|country|subdivision|jurisdiction):(.+)$/.exec(text)
  if (!match) {
    const suggestions = suggestTokens(text, config)
    const shown = JSON.stringify(text.slice(0, 60))
    if (suggestions.length > 1) return { ok: false, message: `${shown} is ambiguous: write ${suggestions.join(' or ')}.`, suggestions }
    return {
      ok: false,
      message: `${shown} is not a geo token: write ${suggestions[0] ?? 'for example zone:EU, country:DE, subdivision:RU-CHU or jurisdiction:EU27'}.`,
      suggestions,
    }
  }
  const [, kind, code] = match as unknown as [string, string, string]
  const shown = text.slice(0, 60)
  switch (kind) {
    case 'zone': {
      if (config.zones.has(code)) return { ok: true, token: `zone:${code}` }
      const status = config.source.zones.find((zone) => zone.code === code)?.status
      return fail(status ? `${shown} is ${status === 'draft' ? 'still a draft' : 'retired'}.` : `There is no zone ${code.slice(0, 40)}.`)
    }
    case 'jurisdiction':
      return config.jurisdictions.has(code)
        ? { ok: true, token: `jurisdiction:${code}` }
        : fail(`There is no jurisdiction ${code.slice(0, 40)}.`)
    case 'country':
      return isCountry(code) ? { ok: true, token: `country:${code}` } : fail(`${shown} is no ISO 3166-1 country.`)
    default: {
      const own = countryOfAlias(code)
      if (own) return { ok: true, token: `country:${own}` }
      if (!/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(code) || !isCountry(countryOfSubdivision(code)))
        return fail(`${shown} is no ISO 3166-2 subdivision.`)
      return { ok: true, token: `subdivision:${code}` }
    }
  }
}

/** Whether the token's area provably contains the place. A place without a country is in nothing. */
export function tokenContains(token: GeoToken, at: Place, containment: Containment, config: CompiledConfig): boolean {
  const place = normalisePlace(at)
  if (place.country === null) return false
  const [kind, code] = splitToken(token)
  switch (kind) {
    case 'country':
      return place.country === code
    case 'subdivision': {
      const own = countryOfAlias(code)
      return own ? place.country === own : place.subdivision !== null && isWithinSubdivision(place.subdivision, code)
    }
    case 'jurisdiction':
      return config.jurisdictions.has(code) && containment.jurisdictions.includes(code)
    case 'zone':
      return config.zones.has(code) && containment.zones.includes(code)
    default:
      return false
  }
}

/** Whether the place could be in the token's area for all that is known. An unknown token could be anywhere. */
export function tokenMayContain(token: GeoToken, at: Place, containment: Containment, config: CompiledConfig): boolean {
  const place = normalisePlace(at)
  if (place.country === null) return true
  if (tokenContains(token, place, containment, config)) return true
  const [kind, code] = splitToken(token)
  switch (kind) {
    case 'country':
      return false
    case 'subdivision':
      return countryOfAlias(code) === null && mayBeIn(place, code)
    case 'jurisdiction': {
      const entry = config.jurisdictions.get(code)
      return !entry || entry.countrySet.has(place.country) || [...entry.subdivisionSet].some((subdivision) => mayBeIn(place, subdivision))
    }
    case 'zone': {
      const zone = config.zones.get(code)
      if (!zone || zone.allCountries.has(place.country)) return true
      return [...zone.allSubdivisions].some((subdivision) => mayBeIn(place, subdivision)) || mayBeDrawnIn(place, zone.descendants, config)
    }
    default:
      return true
  }
}

/** In that country, with nothing known that says another subdivision. In the Canaries is perhaps in Las Palmas. */
function mayBeIn(place: Place, subdivision: string): boolean {
  if (place.country !== countryOfSubdivision(subdivision)) return false
  return (
    place.subdivision === null || isWithinSubdivision(place.subdivision, subdivision) || isWithinSubdivision(subdivision, place.subdivision)
  )
}

function mayBeDrawnIn(place: Place, zones: ReadonlySet<string>, config: CompiledConfig): boolean {
  for (const code of zones) {
    const shape = config.zones.get(code)?.shape
    if (!shape) continue
    if (place.point) {
      if (isInShape(place.point, shape)) return true
      continue
    }
    if (meetCountry(shape.bboxes, place.country!)) return true
  }
  return false
}

export function splitToken(token: string): [kind: string, code: string] {
  const colon = token.indexOf(':')
  return [token.slice(0, colon), token.slice(colon + 1)]
}

/** The zone that a token names; null for another kind. */
export function zoneOf(token: string): ZoneCode | null {
  return token.startsWith('zone:') ? token.slice('zone:'.length) : null
}

/** `subdivision:US-PR` and `country:PR` are one token. */
export function canonicalToken(token: GeoToken): GeoToken {
  const own = token.startsWith('subdivision:') ? countryOfAlias(token.slice(12)) : null
  return own ? `country:${own}` : token
}
