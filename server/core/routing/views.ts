// Who may see how much of a trace. Admins: all. Owners: node ids of their own Subcloud's jobs. Everybody else: zones
// and counts, where a count under three is only said to be so, since the network promises not to reveal which node
// served. Such a view has no counts of what was cut either: subtracting them would give the small ones away.

import { remedyOf } from './remedy'
import type { Decision, FilterName, Miss, RungTrace, Trace } from './types'

export type Viewer = { role: 'admin' } | { role: 'owner'; subcloud: string } | { role: 'consumer' }
export type Detail = 'summary' | 'full'
export type Count = number | '<3'

export type GuardedRung = Pick<RungTrace, 'rung' | 'zone' | 'token' | 'counted'> & {
  candidates: Count
  eligible: Count
  cutBy: readonly FilterName[]
}
export type GuardedMiss = Omit<Miss, 'count' | 'ejected'> & { count: Count }
export type OpenRung = Omit<RungTrace, 'sampled'> & { sampled?: RungTrace['sampled'] }

type Common = Omit<Trace, 'rungs' | 'shadowRungs' | 'misses'>
export type TraceView =
  | (Common & { view: 'open'; rungs: readonly OpenRung[]; shadowRungs: readonly OpenRung[] | null; misses: readonly Miss[] })
  | (Common & {
      view: 'guarded'
      rungs: readonly GuardedRung[]
      shadowRungs: readonly GuardedRung[] | null
      misses: readonly GuardedMiss[]
    })

export function viewTrace(trace: Trace, viewer: Viewer, detail: Detail = 'full'): TraceView {
  const { rungs, shadowRungs, misses, ...common } = trace
  if (seesNodes(trace, viewer)) {
    const open = detail === 'full' ? (rung: RungTrace): OpenRung => rung : ({ sampled: _, ...rung }: RungTrace): OpenRung => rung
    return { view: 'open', ...common, rungs: rungs.map(open), shadowRungs: shadowRungs?.map(open) ?? null, misses }
  }
  return {
    view: 'guarded',
    ...common,
    rungs: rungs.map(guardRung),
    shadowRungs: shadowRungs?.map(guardRung) ?? null,
    misses: misses.map(guardMiss),
  }
}

/** The refusal as this reader may have it: the same, with small counts left vague. */
export function viewRefusal(decision: Pick<Decision, 'refusal' | 'trace'>, viewer: Viewer): Decision['refusal'] {
  const { refusal, trace } = decision
  if (refusal === null || trace.misses.length === 0 || seesNodes(trace, viewer)) return refusal
  const { model, environment } = trace.request
  return { ...refusal, remedy: remedyOf(trace.misses, { model, environment, minTrust: trace.policy.minTrust }, true) }
}

/** Whether the reader may learn of single nodes: which one served, and the distance to it. */
function seesNodes(trace: Pick<Trace, 'request'>, viewer: Viewer): boolean {
  return viewer.role === 'admin' || (viewer.role === 'owner' && trace.request.subcloud === viewer.subcloud)
}

function guardCount(count: number): Count {
  return count < 3 ? '<3' : count
}

function guardRung({ rung, zone, token, counted, candidates, cut, eligible }: RungTrace): GuardedRung {
  const cutBy = Object.keys(cut) as FilterName[]
  return { rung, zone, token, counted, candidates: guardCount(candidates), eligible: guardCount(eligible), cutBy }
}

function guardMiss({ count, zones, ejected: _, ...rest }: Miss): GuardedMiss {
  return count < 3 ? { ...rest, count: '<3', zones: [] } : { ...rest, count, zones }
}
