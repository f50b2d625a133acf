// What the nearest-zone rule says of many places at once: the picture of who would be preferred where no zone is.

import type { CompiledConfig } from '../config/compiled'
import type { LngLat, ZoneCode } from '../geo/place'
import { nearestZone } from './nearest-zone'

/** Places by the zone they would prefer; those that are too far from all or between two are left out. */
export function nearestByZone(places: Iterable<LngLat>, config: CompiledConfig): Map<ZoneCode, LngLat[]> {
  const byZone = new Map<ZoneCode, LngLat[]>()
  for (const place of places) {
    const zone = nearestZone(place, config)?.zone
    if (zone === undefined) continue
    const known = byZone.get(zone)
    if (known) known.push(place)
    else byZone.set(zone, [place])
  }
  return byZone
}
