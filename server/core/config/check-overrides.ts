// CIDR overrides: each names a place an address can be in, once.

import { formatCidr, parseCidr } from '../geo/cidr'
import { countryOfAlias, countryOfSubdivision } from '../geo/subdivision-aliases'
import { overridePlaceOf } from './compile-overrides'
import { isCountry } from './countries'
import { error, type Finding, warning } from './finding'
import type { Config, Override } from './schema'

export function checkOverrides(config: Pick<Config, 'overrides'>): Finding[] {
  const seen = new Map<string, number>()
  return config.overrides.flatMap((override, i) => {
    const path = `overrides[${i}]`
    const findings = checkPlace(override, `${path}.place`)
    const cidr = parseCidr(override.cidr)
    if (!cidr) return [...findings, error(`${path}.cidr`, 'invalid_value', `${override.cidr} is no CIDR prefix.`)]
    const canonical = formatCidr(cidr)
    const earlier = seen.get(canonical)
    if (earlier !== undefined)
      findings.push(error(`${path}.cidr`, 'duplicate', `${canonical} already has an override: overrides[${earlier}].`))
    seen.set(canonical, earlier ?? i)
    if (cidr.prefix === 0) findings.push(warning(`${path}.cidr`, 'override_no_place', `${canonical} overrides every address.`))
    return findings
  })
}

function checkPlace({ place }: Override, path: string): Finding[] {
  if (typeof place === 'string' && !/^(country|subdivision):/.test(place)) {
    return [error(path, 'override_no_place', `${place} is an area, not a place: name a country or a subdivision.`)]
  }
  if (typeof place !== 'string' && (place.lng === undefined) !== (place.lat === undefined)) {
    return [error(path, 'invalid_value', 'A position needs both lng and lat.')]
  }
  const country = typeof place === 'string' ? codeOf(place) : place.country
  if (!isCountry(country)) return [error(path, 'unknown_country', `${country} is no ISO 3166-1 country.`)]
  if (overridePlaceOf(place) === null) return [error(path, 'unknown_subdivision', 'The subdivision is not in that country.')]
  return []
}

function codeOf(token: string): string {
  const code = token.slice(token.indexOf(':') + 1)
  return token.startsWith('country:') ? code : (countryOfAlias(code) ?? countryOfSubdivision(code))
}
