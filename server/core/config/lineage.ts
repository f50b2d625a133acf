// Split, merge and rename keep lineage: a zone names the codes it came from (`replaces`), so that log rows written under
// an old code still resolve.

import type { Zone } from './schema'

/** Old code → the one live zone that stands for it now. A code that was split has no single successor and is left out. */
export function successors(zones: readonly Zone[]): Map<string, string> {
  const result = new Map<string, string>()
  const live = new Set(zones.filter((zone) => zone.status !== 'retired' && zone.status !== 'draft').map((zone) => zone.code))
  for (const code of new Set(zones.flatMap((zone) => [zone.code, ...zone.replaces]))) {
    if (live.has(code)) continue
    const heirs = heirsOf(code, zones)
    if (heirs.length === 1) result.set(code, heirs[0]!)
  }
  return result
}

/** Every live zone that came from the code, over any number of steps: both halves of a split. Sorted. */
export function heirsOf(code: string, zones: readonly Zone[]): string[] {
  const found = new Set<string>()
  const seen = new Set([code])
  for (const at of seen) {
    for (const zone of zones) {
      if (!zone.replaces.includes(at) || seen.has(zone.code)) continue
      seen.add(zone.code)
      if (zone.status !== 'retired' && zone.status !== 'draft') found.add(zone.code)
    }
  }
  return [...found].sort()
}
