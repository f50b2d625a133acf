// Where a node is taken to be. Unknown where the verdict is against the claim; without a country where a border runs
// through its uncertainty. A null country is in no restricted boundary (law 3), whatever else is known of the place.

import type { TrustLevel } from '../config/schema'
import type { Place } from '../geo/place'
import type { AddressAnswer } from './address-answer'
import type { Claim } from './claim'
import type { Fit } from './fits'

export function placeOf(claim: Claim, answer: AddressAnswer, fit: Fit | null, level: TrustLevel): Place {
  if (level === 'contradicted' || level === 'impossible') return { country: null, subdivision: null, point: null }
  if (claim.borderline) return { country: null, subdivision: null, point: claim.point }
  const known = addressPlace(answer)
  // A zone's tag leaves the country to the address, unless the address is elsewhere; no claim leaves it all.
  const country = claim.country ?? (fit === 'outside' ? null : (known?.country ?? null))
  const subdivision = claim.subdivision ?? (known !== null && known.country === country ? known.subdivision : null)
  return { country, subdivision, point: claim.point }
}

/** The part of the place that the address speaks for: a country, or what an override says in full. */
export function supportedPlace(place: Place, answer: AddressAnswer): Place {
  const subdivision = answer.kind === 'override' && answer.place.country === place.country ? answer.place.subdivision : null
  return { country: place.country, subdivision, point: null }
}

function addressPlace(answer: AddressAnswer): Pick<Place, 'country' | 'subdivision'> | null {
  if (answer.kind === 'override') return answer.place
  return answer.kind === 'agreed' || answer.kind === 'one' ? { country: answer.country, subdivision: null } : null
}
