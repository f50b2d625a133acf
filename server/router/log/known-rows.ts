// What was written of a verdict, which is its route's alone, and an origin: most jobs have that in common with an earlier one. It is
// kept as long as the verdict, by the origin's country: few jobs of a country differ in more than their cell. The last origin of
// each is compared field by field, so that another one is never taken for it.

import type { Origin } from '@/server/core/origin/types'
import { isSameList, type Verdict } from '@/server/core/routing/verdict'

export type KnownRow = {
  readonly origin: Origin
  readonly routerId: string
  /** The row up to where it becomes the decision's own, in the midst of its trace. */
  readonly bytes: Uint8Array
  /** Where the decision's id stands in that of its lease. */
  readonly leaseAt: number
  /** How many of the bytes are the trace's. */
  readonly ofTrace: number
}

const mostCountries = 1024

/** Of rows with a lease, or of those without. */
export class KnownRows {
  private readonly byVerdict = new WeakMap<Verdict, Map<string | null, KnownRow>>()

  /** That of a decision whose origin differs from this one in its cell at most. */
  get(verdict: Verdict, origin: Origin, routerId: string): KnownRow | null {
    const row = this.byVerdict.get(verdict)?.get(origin.country)
    return row !== undefined && row.routerId === routerId && isSame(row.origin, origin) ? row : null
  }

  set(verdict: Verdict, row: KnownRow): void {
    const byCountry = this.byVerdict.get(verdict) ?? new Map<string | null, KnownRow>()
    if (byCountry.size >= mostCountries) byCountry.clear()
    byCountry.set(row.origin.country, row)
    this.byVerdict.set(verdict, byCountry)
  }
}

function isSame(a: Origin, b: Origin): boolean {
  return (
    a.subdivision === b.subdivision &&
    a.source === b.source &&
    a.confidence === b.confidence &&
    a.containment === b.containment &&
    a.nearest === b.nearest &&
    isSameAddress(a.address, b.address) &&
    isSameList(a.reasons, b.reasons)
  )
}

function isSameAddress(a: Origin['address'], b: Origin['address']): boolean {
  if (a === null || b === null) return a === b
  return a.containment === b.containment && a.place.country === b.place.country && a.place.subdivision === b.place.subdivision
}
