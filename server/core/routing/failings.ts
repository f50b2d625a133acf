// Which filters a node fails, all of them at once, a bit each: what a refusal is explained by. A pick asks no further than
// the first, and never comes here.

import { type Filter, filters, type Job, lastingFilters } from './filters'
import type { FilterName, FleetNode } from './types'

/** A bit a filter, the first filter's lowest; 0 where it passes all. */
export type Failings = number

const indexOf = new Map<FilterName, number>(filters.map(({ name }, i) => [name, i]))

export function failing(...names: readonly FilterName[]): Failings {
  let bits = 0
  for (const name of names) bits |= 1 << indexOf.get(name)!
  return bits
}

/** Those that no waiting mends. */
export const lasting: Failings = failing(...lastingFilters)

/** Index among the filters of the first that is failed; their number where none is. */
export function firstOf(failings: Failings): number {
  return failings === 0 ? filters.length : 31 - Math.clz32(failings & -failings)
}

export function failingsOf(node: FleetNode, job: Job, asked: readonly Filter[]): Failings {
  let bits = 0
  for (const filter of asked) if (!passes(node, job, filter)) bits |= 1 << indexOf.get(filter.name)!
  return bits
}

/** A filter that throws is failed. */
function passes(node: FleetNode, job: Job, filter: Filter): boolean {
  try {
    return filter.passes(node, job) === true
  } catch {
    return false
  }
}
