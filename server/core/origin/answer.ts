// What one source says about where a client is. Shared by the hot path (first answer wins) and `locate` (shows them all).

import type { LngLat } from '../geo/place'
import type { ReasonCode } from '../reasons'
import { type Confidence, confidences, type OriginSource } from './types'

export type OriginAnswer = {
  readonly source: Exclude<OriginSource, 'none'>
  readonly country: string | null
  readonly subdivision: string | null
  readonly point: LngLat | null
  readonly confidence: Confidence
  readonly reasons: readonly ReasonCode[]
}

export function atMost(confidence: Confidence, cap: Confidence): Confidence {
  return confidences[Math.min(confidences.indexOf(confidence), confidences.indexOf(cap))]!
}

/** A point that can be meant: in range, and not (0,0), which is what databases write for "no position". */
export function realPoint(point: LngLat | null | undefined): LngLat | null {
  if (!point) return null
  const [lng, lat] = point
  if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90) || (lng === 0 && lat === 0)) return null
  return point
}
