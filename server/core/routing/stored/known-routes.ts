// What was written of a route and an origin, which is what most jobs have in common with an earlier one. It is kept beside the
// route, as long as that stands, by the origin's country: few jobs of a country differ in more than their cell. The last origin
// of each is compared field by field, so that another one is never taken for it.

import type { Origin } from '../../origin/types'
import type { Route } from '../terms'
import { isSameList, type Verdict } from '../verdict'

export type KnownRoute = {
  readonly origin: Origin
  /** As a packed trace has it; null until it is written. */
  trace: Uint8Array | null
  /** As the log's rows have it, with a verdict each. */
  readonly rows: { readonly verdict: Verdict; readonly bytes: Uint8Array }[]
}

const mostCountries = 1024
const byRoute = new WeakMap<Route, Map<string | null, KnownRoute>>()

/** What was written of the route with an origin that differs from this one in its cell at most. */
export function knownRoute(route: Route, origin: Origin): KnownRoute {
  const known = byRoute.get(route)?.get(origin.country)
  return known !== undefined && isSame(known.origin, origin) ? known : keep(route, origin)
}

function keep(route: Route, origin: Origin): KnownRoute {
  const byCountry = byRoute.get(route) ?? new Map<string | null, KnownRoute>()
  if (byCountry.size >= mostCountries) byCountry.clear()
  const known: KnownRoute = { origin, trace: null, rows: [] }
  byCountry.set(origin.country, known)
  byRoute.set(route, byCountry)
  return known
}

function isSame(a: Origin, b: Origin): boolean {
  return (
    a.subdivision === b.subdivision &&
    a.source === b.source &&
    a.confidence === b.confidence &&
    a.containment === b.containment &&
    a.nearest === b.nearest &&
    isSameAddress(a.address, b.address) &&
    isSameList(a.reasons, b.reasons)
  )
}

function isSameAddress(a: Origin['address'], b: Origin['address']): boolean {
  if (a === null || b === null) return a === b
  return a.containment === b.containment && a.place.country === b.place.country && a.place.subdivision === b.place.subdivision
}
