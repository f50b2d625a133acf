// A way through a boundary: a ladder under one boundary and one minimum of trust. It cannot be made without a job, which
// cannot be made without a boundary, and no pool can be had without a way: so nothing is ever picked from an unbounded list.

import { type Failings, failingsOf } from './failings'
import { filters, type Job } from './filters'
import type { Plans } from './fleet/plan'
import type { GeoClass } from './geo-class'
import { KnownRefusals } from './known-refusals'
import { type RungPlan, rungFinder } from './ladder'
import { Courses } from './spill/course'
import type { FleetNode } from './types'

declare const brand: unique symbol

/** How a class of places stands on a way. */
export type Standing = {
  /** The first rung that holds it by its label alone, or −1. */
  readonly rung: number
  /** Which of boundary and minimum of trust keep it out. */
  readonly fails: Failings
}

export type Way = {
  readonly ladder: readonly RungPlan[]
  /** Whether better trusted nodes go first. */
  readonly geo: boolean
  /** The first rung that holds the class, or −1 where none does or the boundary or the minimum of trust keeps it out. */
  rungOf(place: GeoClass): number
  standingOf(place: GeoClass): Standing
  /** What an index has worked out for it. */
  readonly plans: Plans
  readonly refusals: KnownRefusals
  readonly courses: Courses
  readonly [brand]: 'way'
}

/** What `wayOf` reads of a job: the part of it that its boundary is in. */
export type Bounds = Pick<Job, 'config' | 'boundary' | 'minTrust' | 'areas'>

export function wayOf(bounds: Bounds, ladder: readonly RungPlan[], geo: boolean): Way {
  const find = rungFinder(ladder, bounds.config)
  const known = new WeakMap<GeoClass, Standing>()
  const standingOf = (place: GeoClass): Standing => {
    let standing = known.get(place)
    if (standing === undefined) {
      // Neither ladder nor admission reads anything of a node but its place.
      standing = { rung: find(place), fails: failingsOf({ geo: place.geo } as FleetNode, bounds as Job, admission) }
      known.set(place, standing)
    }
    return standing
  }
  const rungOf = (place: GeoClass): number => {
    const { rung, fails } = standingOf(place)
    return fails === 0 ? rung : -1
  }
  const plans: Plans = { environment: null, byModel: new Map(), others: new Map() }
  return { ladder, geo, rungOf, standingOf, plans, refusals: new KnownRefusals(), courses: new Courses() } as unknown as Way
}

const admission = filters.filter(({ name }) => name === 'boundary' || name === 'trust')
