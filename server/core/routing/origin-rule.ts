// A Subcloud's rule on who may send it jobs. Judged by the client's address alone: what a caller declares moves
// preferences, never permissions.

import { tokenContains } from '../boundary/tokens'
import type { CompiledConfig } from '../config/compiled'
import type { Policy } from '../config/schema'
import type { GeoToken } from '../geo/place'
import type { Origin } from '../origin/types'

export function isOriginAllowed(origin: Origin, policy: Policy, config: CompiledConfig): boolean {
  const { originAllow, originDeny, onUnknownOrigin } = policy
  if (originAllow.length === 0 && originDeny.length === 0) return true
  const { address } = origin
  if (!address?.place.country) return onUnknownOrigin === 'allow'
  const place = { ...address.place, point: null }
  const contains = (token: GeoToken) => tokenContains(token, place, address.containment, config)
  if (originDeny.some(contains)) return false
  // A subdivision of the address's country, where the address names none, may or may not be the client's.
  if (address.place.subdivision === null && originDeny.some((token) => token.startsWith(`subdivision:${address.place.country}-`))) {
    return onUnknownOrigin === 'allow'
  }
  return originAllow.length === 0 || originAllow.some(contains)
}
