// Neighbours by distance: the other zones, by their two nearest anchors. Family is left out, since the ladder tries ancestors
// before neighbours, and whatever lies within a zone is tried with it.

import { distanceKm } from '../geo/distance'
import { isLive } from './compile'
import type { Zone } from './schema'

export type NeighbourSuggestion = { code: string; distanceKm: number }

export function suggestNeighbours(code: string, zones: readonly Zone[]): NeighbourSuggestion[] {
  const byCode = new Map(zones.map((zone) => [zone.code, zone]))
  const zone = byCode.get(code)
  if (!zone) return []
  const family = (a: Zone, b: Zone) => isAbove(a, b, byCode) || isAbove(b, a, byCode)
  return zones
    .filter((other) => other.code !== code && isLive(other) && other.anchors.length > 0 && !family(zone, other))
    .map((other) => ({ code: other.code, distanceKm: between(zone, other) }))
    .filter((each) => each.distanceKm < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.distanceKm - b.distanceKm || (a.code < b.code ? -1 : 1))
}

function between(a: Zone, b: Zone): number {
  let nearest = Number.POSITIVE_INFINITY
  for (const p of a.anchors) for (const q of b.anchors) nearest = Math.min(nearest, distanceKm([p.lng, p.lat], [q.lng, q.lat]))
  return nearest
}

function isAbove(top: Zone, zone: Zone, byCode: ReadonlyMap<string, Zone>): boolean {
  const seen = new Set<string>()
  for (let at = zone.parent; at !== null && !seen.has(at); at = byCode.get(at)?.parent ?? null) {
    if (at === top.code) return true
    seen.add(at)
  }
  return false
}
