// What a key with scope `gateway` states of its client, who spoke to the Cloud API and not to us. It is believed as a
// whole: a statement is not filled up from other sources, which may speak of the gateway's machine or of a VPN.

import type { LngLat } from '../geo/place'
import { normalisePlace } from '../geo/subdivision-aliases'
import { type OriginAnswer, realPoint } from './answer'
import { realCountry } from './country-code'

export type StatedOrigin = { country?: string | null; subdivision?: string | null; point?: LngLat | null }

/** A subdivision alone brings its country; one of another country than stated, pseudo-codes and (0,0) state nothing. */
export function statedAnswer(stated: StatedOrigin | null): OriginAnswer | null {
  if (!stated) return null
  const subdivision = stated.subdivision && realCountry(stated.subdivision.slice(0, 2)) ? stated.subdivision.toUpperCase() : null
  const place = normalisePlace({ country: realCountry(stated.country), subdivision, point: realPoint(stated.point) })
  if (!place.country && !place.point) return null
  return { source: 'stated', ...place, confidence: 'high', reasons: ['origin_stated'] }
}
