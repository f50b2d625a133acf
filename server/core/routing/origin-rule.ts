// A Subcloud's rule on who may send it jobs. Judged by the client's address alone: what a caller declares moves
// preferences, never permissions.

import { tokenContains, tokenMayContain } from '../boundary/tokens'
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
  const mayContain = (token: GeoToken) => tokenMayContain(token, place, address.containment, config)
  if (originDeny.some(contains)) return false
  if (originAllow.length > 0 && !originAllow.some(contains)) return originAllow.some(mayContain) && onUnknownOrigin === 'allow'
  // An address that names a country may lie in a denied part of it: as unknown as one that names none.
  return !originDeny.some(mayContain) || onUnknownOrigin === 'allow'
}
