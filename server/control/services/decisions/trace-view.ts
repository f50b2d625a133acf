// A trace cut to what a role may see: node ids by `mayName`, and counts under three as "<3" for consumers, because a small count and a
// zone would name a node. What each filter cut is not counted for them: subtracting that would give the small counts away.

import type { Miss, RungTrace, Trace } from '@/server/core/routing/types'
import type { Reach } from '../../reach'
import type { Count } from '../wire'
import type { RungView, TraceView } from './schemas'

export function traceView(trace: Trace, reach: Reach, mayName: (nodeId: string) => boolean): TraceView {
  // The exact cell is for replay alone, and the stored boundary for retries.
  const { cell: _, ...origin } = trace.origin
  const { storedBoundary: __, ...shown } = trace as Trace & { storedBoundary?: unknown }
  // What a caller calls its conversations is between it and the network.
  const request = reach.detail === 'consumer' ? { ...trace.request, affinityKey: null } : trace.request
  const view = (rung: RungTrace) => rungView(rung, reach, mayName)
  const misses = trace.misses?.map((miss) => missView(miss, reach)) ?? []
  return { ...shown, origin, request, misses, rungs: trace.rungs.map(view), shadowRungs: trace.shadowRungs?.map(view) ?? null }
}

/** What a small count and a zone would give away. */
function countFor({ detail }: Reach, n: number): Count {
  return detail === 'consumer' && n > 0 && n < 3 ? '<3' : n
}

function missView({ ejected, ...miss }: Miss, reach: Reach): TraceView['misses'][number] {
  const count = countFor(reach, miss.count)
  const shown = { ...miss, count, zones: count === '<3' ? [] : miss.zones }
  return ejected && reach.detail !== 'consumer' ? { ...shown, ejected } : shown
}

function rungView(rung: RungTrace, reach: Reach, mayName: (nodeId: string) => boolean): RungView {
  const count = (n: number) => countFor(reach, n)
  const sampled = rung.sampled.filter((candidate) => mayName(candidate.id))
  return {
    ...rung,
    candidates: count(rung.candidates),
    cut: reach.detail === 'consumer' ? Object.fromEntries(Object.keys(rung.cut).map((filter) => [filter, null])) : rung.cut,
    eligible: count(rung.eligible),
    sampled,
    hidden: count(rung.sampled.length - sampled.length),
  }
}
