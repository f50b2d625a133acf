// Origin: where a request comes from. A hint for preference; never a permission, except that a Subcloud's
// origin rules judge the address's own place (`address`), never a declaration.

import type { Containment, LngLat, Place, ZoneCode } from '../geo/place'

export const originSources = ['stated', 'override', 'geoip', 'edge', 'none'] as const
export type OriginSource = (typeof originSources)[number]
/** The least first. */
export const confidences = ['none', 'low', 'medium', 'high'] as const
export type Confidence = (typeof confidences)[number]

/** Jobs whose addresses say the same share one object. */
export type Origin = {
  readonly country: string | null
  readonly subdivision: string | null
  /** Centre of the 0.5° cell that holds the point. The exact point never gets past origin resolution. */
  readonly cell: LngLat | null
  readonly source: OriginSource
  readonly confidence: Confidence
  readonly containment: Containment
  /** The nearest-zone rule's answer where `containment.label` is null; a preference only. */
  readonly nearest: ZoneCode | null
  /** What the address alone says: `null` when it says nothing. */
  readonly address: { readonly place: Readonly<Pick<Place, 'country' | 'subdivision'>>; readonly containment: Containment } | null
  /** Snake_case codes from reasons.ts, e.g. `origin_geoip`, `origin_private_range`. */
  readonly reasons: readonly string[]
}
