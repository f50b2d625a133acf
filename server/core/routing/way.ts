// A way through a boundary: a ladder under one boundary and one minimum of trust. It cannot be made without a job, which
// cannot be made without a boundary, and no pool can be had without a way: so nothing is ever picked from an unbounded list.

import type { CompiledConfig } from '../config/compiled'
import { type Filter, filters, type Job } from './filters'
import type { Plans } from './fleet/plan'
import type { GeoClass } from './geo-class'
import { type RungPlan, rungFinder } from './ladder'
import type { FleetNode } from './types'

declare const brand: unique symbol

export type Way = {
  readonly ladder: readonly RungPlan[]
  /** Whether better trusted nodes go first. */
  readonly geo: boolean
  /** The first rung that holds the class, or −1 where none does or the boundary or the minimum of trust keeps it out. */
  rungOf(place: GeoClass): number
  /** What an index has worked out for it. */
  readonly plans: Plans
  readonly [brand]: 'way'
}

/** What `wayOf` reads of a job: the part of it that its boundary is in. */
export type Bounds = Pick<Job, 'config' | 'boundary' | 'minTrust' | 'areas'>

export function wayOf(bounds: Bounds, ladder: readonly RungPlan[], geo: boolean): Way {
  const find = finderOf(ladder, bounds.config)
  const known = new WeakMap<GeoClass, number>()
  const rungOf = (place: GeoClass): number => {
    let rung = known.get(place)
    if (rung === undefined) {
      rung = isAdmitted(place, bounds) ? find(place) : -1
      known.set(place, rung)
    }
    return rung
  }
  return { ladder, geo, rungOf, plans: { environment: null, byModel: new Map(), others: new Map() } } as unknown as Way
}

const admission = filters.filter(({ name }) => name === 'boundary' || name === 'trust')

/** Boundary and trust read nothing of a node but its place. */
function isAdmitted({ geo }: GeoClass, bounds: Bounds): boolean {
  return admission.every((filter) => passesSafely(filter, { geo } as FleetNode, bounds as Job))
}

function passesSafely(filter: Filter, node: FleetNode, job: Job): boolean {
  try {
    return filter.passes(node, job) === true
  } catch {
    return false
  }
}

function finderOf(ladder: readonly RungPlan[], config: CompiledConfig): (place: GeoClass) => number {
  const find = rungFinder(ladder, config)
  return ({ geo }) => find({ geo })
}
