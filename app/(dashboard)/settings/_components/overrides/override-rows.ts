// The draft's overrides beside what is in force: each with what publishing would do to it, those that would go included.

import type { Override } from '@/server/core/config/schema'
import { compareWords, parseCidr } from '@/server/core/geo/cidr'
import { isEqual } from '@/server/core/json/share'

export type OverrideRow = { override: Override; state: 'published' | 'new' | 'changed' | 'removed' }

/** By address, IPv4 first; wider before what lies in it. */
export function overrideRows(drafted: readonly Override[], published: readonly Override[]): OverrideRow[] {
  const before = new Map(published.map((one) => [one.cidr, one]))
  const kept = new Set(drafted.map(({ cidr }) => cidr))
  const rows = [
    ...drafted.map((override): OverrideRow => {
      const was = before.get(override.cidr)
      return { override, state: !was ? 'new' : isEqual(was, override) ? 'published' : 'changed' }
    }),
    ...published.flatMap((override): OverrideRow[] => (kept.has(override.cidr) ? [] : [{ override, state: 'removed' }])),
  ]
  return rows
    .map((row) => ({ row, cidr: parseCidr(row.override.cidr) }))
    .sort(({ cidr: a }, { cidr: b }) => (a && b ? a.family - b.family || compareWords(a.words, b.words) || a.prefix - b.prefix : 0))
    .map(({ row }) => row)
}
