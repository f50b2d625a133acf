// CIDR overrides by prefix: the longest wins, whichever was entered first; of two equal ones the first stays. They cover private ranges
// too, for networks behind a gateway of their own. An override says a country or a subdivision: a zone or a jurisdiction is
// no place an address can be in (check.ts refuses it; here it is left out).

import { PrefixMap, parseCidr } from '../geo/cidr'
import type { Place } from '../geo/place'
import { normalisePlace } from '../geo/subdivision-aliases'
import type { Override } from './schema'

export function compileOverrides(overrides: readonly Override[]): PrefixMap<Place> {
  return new PrefixMap(
    overrides.flatMap(({ cidr, place }) => {
      const parsed = parseCidr(cidr)
      const at = overridePlaceOf(place)
      return parsed && at ? [[parsed, at] as const] : []
    }),
  )
}

/** Null where the text is no place. */
export function overridePlaceOf(place: Override['place']): Place | null {
  if (typeof place === 'string') {
    const [kind, code] = place.split(':') as [string, string]
    if (kind === 'country') return { country: code, subdivision: null, point: null }
    if (kind === 'subdivision') return normalisePlace({ country: null, subdivision: code, point: null })
    return null
  }
  const point = place.lng === undefined || place.lat === undefined ? null : ([place.lng, place.lat] as const)
  const normal = normalisePlace({ country: place.country, subdivision: place.subdivision ?? null, point })
  return normal.country === null ? null : normal
}
