// Climbing a ladder: rung after rung until one has an eligible node. On the index where the fleet has one that was made
// under this configuration and the filters are the usual ones; else by looking at every node. Both find the same.

import type { Ask } from './ask'
import { filters as allFilters, type Filter } from './filters'
import { climbByIndex } from './fleet/climb-index'
import type { Climb } from './looked'
import { climbByScan } from './scan'
import type { Fleet } from './types'
import type { Way } from './way'

/** `order`: the rungs in which order to try, by index; null as the ladder has them. */
export function climb(
  fleet: Fleet,
  ask: Ask,
  way: Way,
  filters: readonly Filter[] = allFilters,
  order: readonly number[] | null = null,
): Climb {
  const { index } = fleet
  if (index !== undefined && filters === allFilters && index.answers(ask.terms.config, ask.now)) return climbByIndex(index, ask, way, order)
  return climbByScan(fleet.nodes, ask, way, filters, order)
}
