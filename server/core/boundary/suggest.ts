// What somebody may have meant by a text that is no token: every area that goes by that code, in any case. `SA` is South
// America and Saudi Arabia, so both are offered and neither is taken.

import type { CompiledConfig } from '../config/compiled'
import { countries } from '../config/countries'
import type { GeoToken } from '../geo/place'
import { countryOfAlias, countryOfSubdivision } from '../geo/subdivision-aliases'

export function suggestTokens(text: string, config: CompiledConfig): GeoToken[] {
  const trimmed = text.trim().slice(0, 80)
  const code = trimmed
    .slice(trimmed.lastIndexOf(':') + 1)
    .trim()
    .toUpperCase()
  const found: GeoToken[] = []
  if (config.zones.has(code)) found.push(`zone:${code}`)
  const successor = config.successors.get(code)
  if (successor) found.push(`zone:${successor}`)
  const country = code === 'UK' ? 'GB' : code
  if (countries.has(country)) found.push(`country:${country}`)
  if (/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(code) && countries.has(countryOfSubdivision(code))) {
    const own = countryOfAlias(code)
    found.push(own ? `country:${own}` : `subdivision:${code}`)
  }
  if (config.jurisdictions.has(code)) found.push(`jurisdiction:${code}`)
  if (found.length === 0)
    found.push(
      ...byName(
        trimmed
          .slice(trimmed.indexOf(':') + 1)
          .trim()
          .toLowerCase(),
        config,
      ),
    )
  return [...new Set(found)].filter((token) => token !== text)
}

function byName(name: string, config: CompiledConfig): GeoToken[] {
  if (name.length < 3) return []
  const found: GeoToken[] = []
  for (const zone of config.zones.values()) if (zone.name.toLowerCase() === name) found.push(`zone:${zone.code}`)
  for (const country of countries.values()) if (country.name.toLowerCase() === name) found.push(`country:${country.code}`)
  for (const entry of config.jurisdictions.values()) if (entry.name.toLowerCase() === name) found.push(`jurisdiction:${entry.code}`)
  return found
}
