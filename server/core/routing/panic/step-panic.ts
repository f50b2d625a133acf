// Whether a zone panics: fewer of its nodes are live than half of those of a quarter of an hour ago. So many do not fail at
// once; it is likelier that their messages do not get through, and then it is better to trust them a little longer.
// Without a count that old nobody panics. A count is kept for each thirtieth of the time looked back.

import type { RoutingSettings } from '../../config/schema'
import type { ZoneCode } from '../../geo/place'

export type LiveCounts = ReadonlyMap<ZoneCode, number>

export type PanicState = {
  /** Oldest first; the first is the newest of those that are old enough. */
  counts: readonly { at: number; live: LiveCounts }[]
  zones: ReadonlySet<ZoneCode>
}

export const calm: PanicState = { counts: [], zones: new Set() }

const countsKept = 30

/** `live`: each zone's live nodes with its descendants'. */
export function stepPanic({ counts }: PanicState, live: LiveCounts, now: number, settings: RoutingSettings['panic']): PanicState {
  const { agoS, belowPct } = settings
  const newest = counts.at(-1)
  const isDue = newest === undefined || now - newest.at >= (agoS * 1000) / countsKept
  const known = isDue ? [...counts, { at: now, live }] : counts
  const old = known.findLastIndex(({ at }) => at <= now - agoS * 1000)
  if (old < 0) return { counts: known, zones: calm.zones }
  const zones = [...known[old]!.live].filter(([zone, before]) => (live.get(zone) ?? 0) * 100 < belowPct * before).map(([zone]) => zone)
  return { counts: known.slice(old), zones: new Set(zones.sort()) }
}
