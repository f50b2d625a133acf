// A Subcloud's rule on who may send it jobs. Judged by the client's address alone: what a caller declares moves
// preferences, never permissions.

import { splitToken, tokenContains, tokenMayContain } from '../boundary/tokens'
import type { CompiledConfig } from '../config/compiled'
import { contain } from '../config/contain'
import type { Policy } from '../config/schema'
import type { GeoToken, Place } from '../geo/place'
import { countryOfSubdivision } from '../geo/subdivision-aliases'
import { isWithinSubdivision } from '../geo/subdivision-parents'
import type { Origin } from '../origin/types'

export function isOriginAllowed(origin: Origin, policy: Policy, config: CompiledConfig): boolean {
  const { originAllow, originDeny, onUnknownOrigin } = policy
  if (originAllow.length === 0 && originDeny.length === 0) return true
  const { address } = origin
  if (!address?.place.country) return onUnknownOrigin === 'allow'
  const place = { ...address.place, point: null }
  const contains = (token: GeoToken) => tokenContains(token, place, address.containment, config)
  const mayContain = (token: GeoToken) => tokenMayContain(token, place, address.containment, config)
  if (originDeny.some(contains)) return false
  if (originAllow.length > 0 && !originAllow.some(contains))
    return onUnknownOrigin === 'allow' && mayBeFine(place, originAllow.filter(mayContain), originDeny, config)
  // An address that names a country may lie in a denied part of it: as unknown as one that names none.
  return !originDeny.some(mayContain) || onUnknownOrigin === 'allow'
}

/** Whether the address may be where it is allowed and not denied: in a part of its country that some token names, or in a drawn area. */
function mayBeFine(place: Place, allow: readonly GeoToken[], deny: readonly GeoToken[], config: CompiledConfig): boolean {
  const isFine = (subdivision: string) => {
    const part = { ...place, subdivision }
    const containment = contain(config, part, 'high')
    const holds = (token: GeoToken) => tokenContains(token, part, containment, config)
    return allow.some(holds) && !deny.some(holds)
  }
  return allow.some((token) => isDrawn(token, config) || partsNamed(token, place, config).some(isFine))
}

function partsNamed(token: GeoToken, { country, subdivision }: Place, config: CompiledConfig): readonly string[] {
  const [kind, code] = splitToken(token)
  const named =
    kind === 'subdivision'
      ? [code]
      : [...((kind === 'zone' ? config.zones.get(code)?.allSubdivisions : config.jurisdictions.get(code)?.subdivisionSet) ?? [])]
  return named.filter((part) => countryOfSubdivision(part) === country && (subdivision === null || isWithinSubdivision(part, subdivision)))
}

function isDrawn(token: GeoToken, config: CompiledConfig): boolean {
  const [kind, code] = splitToken(token)
  return kind === 'zone' && [...(config.zones.get(code)?.descendants ?? [])].some((zone) => config.zones.get(zone)?.shape)
}
