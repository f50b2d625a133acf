// Which of several zones labels a place: the deepest, then the more exact clause, then priority, smaller area, code.
// A total order, so the same zone wins every time.

import type { Containment } from '../geo/place'
import type { CompiledZone } from './compiled'

type Ranked = Pick<CompiledZone, 'code' | 'depth' | 'priority' | 'areaKm2'>
type By = NonNullable<Containment['labelBy']>

const exactness: Record<By, number> = { subdivision: 0, polygon: 1, country: 2 }

/** Best first. */
export function rankZones(a: Ranked, b: Ranked): number {
  return b.depth - a.depth || rest(a, b)
}

export function rankClaims(a: { zone: Ranked; by: By }, b: { zone: Ranked; by: By }): number {
  return b.zone.depth - a.zone.depth || exactness[a.by] - exactness[b.by] || rest(a.zone, b.zone)
}

function rest(a: Ranked, b: Ranked): number {
  return b.priority - a.priority || a.areaKm2 - b.areaKm2 || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
}
