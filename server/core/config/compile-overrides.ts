// CIDR overrides as ranges, longest prefix first. An override says a country or a subdivision: a zone or a jurisdiction is
// no place an address can be in (check.ts refuses it; here it is left out).

import { parseCidr } from '../geo/cidr'
import type { Place } from '../geo/place'
import { normalisePlace } from '../geo/subdivision-aliases'
import type { CompiledOverride } from './compiled'
import type { Override } from './schema'

export function compileOverrides(overrides: readonly Override[]): CompiledOverride[] {
  const compiled: CompiledOverride[] = []
  for (const { cidr, place } of overrides) {
    const parsed = parseCidr(cidr)
    const at = overridePlaceOf(place)
    if (!parsed || !at) continue
    const first = parsed.words.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n)
    const hostBits = BigInt((parsed.family === 4 ? 32 : 128) - parsed.prefix)
    compiled.push({ cidr, family: parsed.family, first, last: first | ((1n << hostBits) - 1n), prefix: parsed.prefix, ...at })
  }
  return compiled.sort((a, b) => a.family - b.family || b.prefix - a.prefix || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
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
