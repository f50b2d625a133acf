// Origin: where a request comes from. A hint for preference; never a permission, except that a Subcloud's
// origin rules judge the address's own place (`address`), never a declaration.

import type { Containment, LngLat, Place, ZoneCode } from '../geo/place'

export type OriginSource = 'stated' | 'override' | 'geoip' | 'edge' | 'none'
export type Confidence = 'none' | 'low' | 'medium' | 'high'

export type Origin = {
  country: string | null
  subdivision: string | null
  /** Centre of the 0.5° cell that holds the point. The exact point never gets past origin resolution. */
  cell: LngLat | null
  source: OriginSource
  confidence: Confidence
  containment: Containment
  /** The nearest-zone rule's answer where `containment.label` is null; a preference only. */
  nearest: ZoneCode | null
  /** What the address alone says: `null` when it says nothing. */
  address: { place: Pick<Place, 'country' | 'subdivision'>; containment: Containment } | null
  /** Snake_case codes from reasons.ts, e.g. `origin_geoip`, `origin_private_range`. */
  reasons: readonly string[]
}
