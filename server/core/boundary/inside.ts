// Is a place, or a whole area, inside a boundary. The only two ways to ask; both answer no to whatever is not proven.

import type { CompiledConfig } from '../config/compiled'
import type { Containment, GeoToken, Place } from '../geo/place'
import { normalisePlace } from '../geo/subdivision-aliases'
import { areApart, extentOf, isEmpty, isWithin } from './extent'
import { tokenContains, tokenMayContain } from './tokens'
import type { Boundary } from './types'

/** A place without a country (unknown, contradicted) is inside no restricted boundary, deny-only ones included. */
export function isInside(boundary: Boundary, place: Place, containment: Containment, config: CompiledConfig): boolean {
  if (boundary.kind === 'unrestricted') return true
  const at = normalisePlace(place)
  if (at.country === null) return false
  return (
    boundary.allow.every((tokens) => tokens.some((token) => tokenContains(token, at, containment, config))) &&
    !boundary.deny.some((token) => tokenMayContain(token, at, containment, config))
  )
}

/** True only when every place of the area is provably inside: what trust in an area is worth for this boundary. */
export function areaInside(boundary: Boundary, area: GeoToken, config: CompiledConfig): boolean {
  if (boundary.kind === 'unrestricted') return true
  const extent = extentOf(area, config)
  if (!extent || isEmpty(extent)) return false
  const within = boundary.allow.every((tokens) =>
    isWithin(
      extent,
      tokens.flatMap((token) => extentOf(token, config) ?? []),
    ),
  )
  return (
    within &&
    boundary.deny.every((token) => {
      const denied = extentOf(token, config)
      return denied !== null && areApart(extent, denied)
    })
  )
}
