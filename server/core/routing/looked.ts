// What a climb leaves behind: per rung how many were looked at and what cut them, and the state of the eligible ones as it
// was at that moment. Small enough to write for each decision; the trace is made from it when somebody asks.

import type { GeoClass } from './geo-class'
import type { RungPlan } from './ladder'
import type { FilterName, NodeId } from './types'

/** The filters that are asked of a node when it is looked at; what the others ask does not change by the minute. */
export const passingFilters = ['liveness', 'drained', 'hardware', 'ban', 'tried', 'capacity'] as const satisfies readonly FilterName[]
/** How many each of the passing filters cut, in their order. */
export type Cuts = readonly number[]
export const noCuts: Cuts = passingFilters.map(() => 0)

/** From as many counts; a list is made only where there is something to say. */
export function cutsOf(counts: Int32Array): Cuts {
  const a = counts[0]!
  const b = counts[1]!
  const c = counts[2]!
  const d = counts[3]!
  const e = counts[4]!
  const f = counts[5]!
  return (a | b | c | d | e | f) === 0 ? noCuts : [a, b, c, d, e, f]
}

export type Looked = {
  readonly id: NodeId
  readonly hash: number
  readonly geo: GeoClass
  readonly free: number
  readonly slots: number
  /** Failure rate in thousandths. */
  readonly permille: number
  /** Below 0 where it is not known. */
  readonly km: number
  /** In millionths. */
  readonly score: number
}

export type RungRecord = {
  /** Its place in the ladder. */
  readonly index: number
  readonly plan: RungPlan
  /** The rung's pool. */
  readonly candidates: number
  readonly cuts: Cuts
  readonly eligible: number
  readonly found: readonly Looked[]
}

export type Climb = {
  /** In the order tried, up to and with the one that served; all of them where none did. */
  readonly rungs: readonly RungRecord[]
  readonly pick: Looked | null
  /** The rung that served. */
  readonly rung: RungPlan | null
  /** Served by another rung than the ladder's first. */
  readonly fallback: boolean
  readonly affinity: 'kept' | 'broken' | null
}

/** Of a way on which nobody is eligible, as is known without climbing it. `order`: of the rungs; null as the ladder has them. */
export function inVain(ladder: readonly RungPlan[], order: readonly number[] | null): Climb {
  const rungs = (order ?? ladder.map((_, index) => index)).map(
    (index): RungRecord => ({ index, plan: ladder[index]!, candidates: 0, cuts: noCuts, eligible: 0, found: nobody }),
  )
  return { ...noClimb, rungs }
}

const nobody: readonly Looked[] = []

export const noClimb: Climb = { rungs: [], pick: null, rung: null, fallback: false, affinity: null }
