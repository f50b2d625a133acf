// What a key with scope `gateway` states of its client, who spoke to the Cloud API and not to us. It is believed as a
// whole: a statement is not filled up from other sources, which may speak of the gateway's machine or of a VPN.

import type { LngLat } from '../geo/place'
import { type OriginAnswer, realPoint } from './answer'
import { realCountry } from './country-code'

export type StatedOrigin = { country?: string | null; subdivision?: string | null; point?: LngLat | null }

/** A subdivision names its country; one of another country than stated is dropped. Pseudo-codes and (0,0) state nothing. */
export function statedAnswer(stated: StatedOrigin | null): OriginAnswer | null {
  if (!stated) return null
  const parent = stated.subdivision ? realCountry(stated.subdivision.slice(0, 2)) : null
  const country = realCountry(stated.country) ?? (stated.country ? null : parent)
  const subdivision = stated.subdivision && country && parent === country ? stated.subdivision.toUpperCase() : null
  const point = realPoint(stated.point)
  if (!country && !point) return null
  return { source: 'stated', country, subdivision, point, confidence: 'high', reasons: ['origin_stated'] }
}
