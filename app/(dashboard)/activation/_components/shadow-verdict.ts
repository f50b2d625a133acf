// What the comparison of a zone in shadow comes to, in words. Pure.

import type { ShadowRow } from '@/server/control/services/activation/schemas'

export type Verdict = { tone: 'go' | 'look' | 'wait'; text: string }

/** Fewer jobs than this say little. */
const enoughJobs = 100
/** Points more refused than without geo-routing that are worth a look. */
const refusedMore = 0.5

export function verdictOf({ jobs, asRouted, asShadow }: ShadowRow): Verdict {
  if (jobs < enoughJobs) return { tone: 'wait', text: `Too few jobs to judge by: fewer than ${enoughJobs}.` }
  const refused = asShadow.refusedPct - asRouted.refusedPct
  if (refused > refusedMore) return { tone: 'look', text: `Look first: ${points(refused)} more would be refused.` }
  const inZone = asShadow.inZonePct - asRouted.inZonePct
  if (inZone < 0) return { tone: 'look', text: `Look first: ${points(-inZone)} fewer would run in the zone.` }
  return { tone: 'go', text: `Go: ${points(inZone)} more in the zone, and ${refused > 0 ? 'hardly more' : 'no more'} refused.` }
}

const points = (value: number) => `${value.toFixed(1)} points`
