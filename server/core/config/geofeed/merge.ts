// A geofeed among the overrides. A later reading of the same feed replaces the earlier one, and what somebody wrote by hand
// stays: a person's word on a prefix is the answer to what feeds and databases say of it.

import { formatCidr, parseCidr } from '../../geo/cidr'
import type { Override } from '../schema'
import type { Geofeed } from './read'

export type GeofeedMerge = {
  overrides: Override[]
  added: number
  changed: number
  removed: number
  same: number
  /** Prefixes of the feed that another override holds already. */
  held: number
}

/** By this note a reading of the feed is known again. */
export const geofeedNote = (name: string): string => `Geofeed ${name}`

export function mergeGeofeed(overrides: readonly Override[], feed: Geofeed['entries'], name: string): GeofeedMerge {
  const note = geofeedNote(name)
  const wanted = new Map(feed.map((entry) => [entry.cidr, { ...entry, note }]))
  const merge: GeofeedMerge = { overrides: [], added: 0, changed: 0, removed: 0, same: 0, held: 0 }
  for (const override of overrides) {
    const cidr = canonical(override.cidr)
    const next = wanted.get(cidr)
    wanted.delete(cidr)
    if (override.note !== note) {
      if (next) merge.held++
      merge.overrides.push(override)
    } else if (!next) merge.removed++
    else if (next.place === override.place) {
      merge.same++
      merge.overrides.push(override)
    } else {
      merge.changed++
      merge.overrides.push(next)
    }
  }
  merge.added = wanted.size
  merge.overrides.push(...wanted.values())
  return merge
}

function canonical(cidr: string): string {
  const parsed = parseCidr(cidr)
  return parsed ? formatCidr(parsed) : cidr
}
