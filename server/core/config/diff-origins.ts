// Where jobs lately came from, and which zone they would be labelled with instead: by membership, or by the nearest-zone
// rule where they are in none, so that a moved anchor or bias shows too.

import { labelOf } from '../origin/relocate'
import type { Origin } from '../origin/types'
import type { CompiledConfig } from './compiled'

export type DiffedOrigin = { origin: Origin; jobs: number }
export type OriginChange = {
  country: string | null
  from: string | null
  to: string | null
  /** Of the jobs given. */
  jobs: number
}

/** By country, since a cell with few tenants may be shown only so; most jobs first. */
export function diffOrigins(origins: readonly DiffedOrigin[], before: CompiledConfig, after: CompiledConfig): OriginChange[] {
  const found = new Map<string, OriginChange>()
  for (const { origin, jobs } of origins) {
    const [from, to] = [labelOf(origin, before), labelOf(origin, after)]
    if (from === to) continue
    const key = `${origin.country} ${from} ${to}`
    const known = found.get(key) ?? { country: origin.country, from, to, jobs: 0 }
    found.set(key, { ...known, jobs: known.jobs + jobs })
  }
  return [...found.values()].sort((a, b) => b.jobs - a.jobs)
}
