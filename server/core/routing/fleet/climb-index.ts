// Climbing a ladder on the index: the same as `scan.ts`, position for position, at a cost that does not grow with the fleet.

import type { Ask } from '../ask'
import { type Climb, noCuts, type RungRecord } from '../looked'
import type { Way } from '../way'
import type { FleetIndex } from './fleet-index'
import { picker } from './picker'
import type { RungPool } from './plan'

export function climbByIndex(index: FleetIndex, ask: Ask, way: Way, order: readonly number[] | null): Climb {
  const { pool, rungs: pools } = index.planFor(ask.terms, ask.request, way)
  picker.begin(index, pool, ask, way.geo)
  let rungs: RungRecord[] = none
  const count = order === null ? pools.length : order.length
  for (let i = 0; i < count; i++) {
    const rung = order === null ? i : order[i]!
    const record = lookInto(pools[rung]!, rung, way)
    // Mostly the first one serves: an array of one takes no room for more.
    if (i === 0) rungs = [record]
    else rungs.push(record)
    if (record.eligible === 0) continue
    const affinity = ask.request.affinityKey === null ? null : (picker.affinity ?? 'kept')
    return { rungs, pick: picker.best(record.found), rung: record.plan, fallback: rung > 0, affinity }
  }
  return { rungs, pick: null, rung: null, fallback: false, affinity: null }
}

function lookInto(pool: RungPool, index: number, { ladder }: Way): RungRecord {
  const plan = ladder[index]!
  const { candidates } = pool
  const cuts = candidates === 0 ? noCuts : picker.pickFrom(pool)
  const eligible = candidates === 0 ? 0 : picker.eligible
  return { index, plan, candidates, cuts, eligible, found: eligible === 0 ? nobody : picker.found() }
}

const none: RungRecord[] = []
const nobody: RungRecord['found'] = []
