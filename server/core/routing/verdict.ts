// How decisions come out, apart from where. A few verdicts recur on a route: decisions that came out alike there share one
// object, so that what was written of it (the log's columns, the answer's text) can be kept beside it and found by it.

import type { GateState } from '../activation/types'
import type { ReasonCode } from '../reasons'
import type { AppliedGate } from './applied-gate'
import type { Decided } from './decided'
import { reasonsOf } from './decision-reasons'
import type { RungPlan } from './ladder'
import type { Climb } from './looked'
import type { RefusalCode, Rung } from './types'

export type Verdict = {
  readonly gate: GateState
  readonly geoApplied: boolean
  readonly outcome: 'routed' | 'refused'
  readonly code: RefusalCode | null
  readonly rung: Rung | null
  readonly fallback: boolean
  readonly reasons: readonly ReasonCode[]
}

/** What the verdict on a job that was routed without more ado follows from, on one route. */
type Usual = {
  readonly gate: AppliedGate
  readonly rung: RungPlan
  readonly affinity: Climb['affinity']
  readonly labelBy: string | null
  readonly origin: readonly string[]
  readonly verdict: Verdict
}

/** Those of one route. */
export type Verdicts = { readonly usual: Usual[]; readonly all: Verdict[] }
export const newVerdicts = (): Verdicts => ({ usual: [], all: [] })

const most = 16

/** `more`: reasons that are not the decision's own. */
export function verdictOf(decided: Decided, more: readonly ReasonCode[]): Verdict {
  const { verdicts } = decided.route
  if (!isUsual(decided, more)) return shared(verdicts.all, decided, more)
  const { usual } = verdicts
  for (let i = 0; i < usual.length; i++) if (follows(usual[i]!, decided)) return usual[i]!.verdict
  const { appliedGate: gate, applied, request } = decided
  const { labelBy } = request.origin.containment
  const verdict = shared(verdicts.all, decided, more)
  if (usual.length >= most) usual.length = 0
  usual.push({ gate, rung: applied.rung!, affinity: applied.affinity, labelBy, origin: request.origin.reasons, verdict })
  return verdict
}

/** Nothing but the route, the gate, the origin and the rung has anything to say. */
function isUsual({ refusal, request, route, appliedGate, pressure, applied }: Decided, more: readonly ReasonCode[]): boolean {
  // A canary's gate is another for each job.
  const isKept = route.known !== null && route.known.gate === appliedGate
  return refusal === null && request.retry === null && pressure === null && isKept && applied.rung !== null && more.length === 0
}

function follows({ gate, rung, affinity, labelBy, origin }: Usual, { appliedGate, applied, request }: Decided): boolean {
  const { containment, reasons } = request.origin
  const isSameWay = gate === appliedGate && rung === applied.rung && affinity === applied.affinity
  return isSameWay && labelBy === containment.labelBy && isSameList(origin, reasons)
}

function shared(all: Verdict[], decided: Decided, more: readonly ReasonCode[]): Verdict {
  const { appliedGate, outcome, refusal, rung, fallback } = decided
  const reasons = [...reasonsOf(decided), ...more]
  const { state: gate, applied: geoApplied } = appliedGate
  const verdict: Verdict = { gate, geoApplied, outcome, code: refusal === null ? null : refusal.code, rung, fallback, reasons }
  const known = all.find((one) => isSame(one, verdict))
  if (known !== undefined) return known
  if (all.length >= most) all.length = 0
  all.push(verdict)
  return verdict
}

function isSame(a: Verdict, b: Verdict): boolean {
  return (
    a.gate === b.gate &&
    a.geoApplied === b.geoApplied &&
    a.outcome === b.outcome &&
    a.code === b.code &&
    a.rung === b.rung &&
    a.fallback === b.fallback &&
    isSameList(a.reasons, b.reasons)
  )
}

export function isSameList(a: readonly string[], b: readonly string[]): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
