import type { Decided } from '../decided'

/** How a decision came out, apart from where: few of them recur on a route. */
export type Verdict = Pick<Decided, 'gate' | 'geoApplied' | 'outcome' | 'refusal' | 'rung' | 'fallback' | 'reasons'>

export function isSameVerdict(a: Verdict, b: Verdict): boolean {
  return (
    a.gate === b.gate &&
    a.geoApplied === b.geoApplied &&
    a.outcome === b.outcome &&
    a.refusal?.code === b.refusal?.code &&
    a.rung === b.rung &&
    a.fallback === b.fallback &&
    isSameList(a.reasons, b.reasons)
  )
}

export function verdictOf({ gate, geoApplied, outcome, refusal, rung, fallback, reasons }: Decided): Verdict {
  return { gate, geoApplied, outcome, refusal, rung, fallback, reasons }
}

export function isSameList(a: readonly string[], b: readonly string[]): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
