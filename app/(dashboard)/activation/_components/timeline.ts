// The states of a gate over a span of time, from its changes. Pure.

import type { TransitionRow } from '@/server/control/services/activation/schemas'
import type { GateState } from '@/server/core/activation/types'

export type Segment = { state: GateState; canaryPct: number; from: number; to: number }
type Change = Pick<TransitionRow, 'at' | 'from' | 'to' | 'canaryPct'>

/** Without a change in the span it was in `now`'s state all along; before the first one in the state that it left. */
export function segmentsOf(changes: readonly Change[], now: { state: GateState; canaryPct: number }, from: number, to: number): Segment[] {
  const inOrder = changes.toSorted((a, b) => a.at - b.at)
  const before = inOrder.filter(({ at }) => at <= from).at(-1)
  const within = inOrder.filter(({ at }) => at > from && at < to)
  const first = before
    ? { state: before.to, canaryPct: before.canaryPct }
    : within[0]
      ? { state: within[0].from, canaryPct: 0 }
      : { state: now.state, canaryPct: now.canaryPct }
  const starts = [{ ...first, from }, ...within.map((change) => ({ state: change.to, canaryPct: change.canaryPct, from: change.at }))]
  return starts.map((start, i) => ({ ...start, to: starts[i + 1]?.from ?? to }))
}
