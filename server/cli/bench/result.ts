import { type Summary, summarise } from './statistics'

/** One line of the benchmark. `value` is a median; null where it could not be measured, and `note` says why. */
export type Result = {
  name: string
  value: number | null
  unit: string
  low?: number
  high?: number
  spreadPct?: number
  rounds?: number
  note?: string
} & Record<string, unknown>

/** Beside the fields of every result a line may carry its own, e.g. the machine's. */
export type More = { note?: string } & Record<string, unknown>

export function resultOf(name: string, unit: string, values: readonly number[], more: More = {}): Result {
  if (values.length === 0) return missing(name, unit, 'not measured')
  if (!values.every(Number.isFinite)) return missing(name, unit, 'no figure in at least one round')
  const { median, low, high, spreadPct, rounds }: Summary = summarise(values)
  return { name, value: round(median), unit, low: round(low), high: round(high), spreadPct: round(spreadPct), rounds, ...more }
}

export function missing(name: string, unit: string, note: string): Result {
  return { name, value: null, unit, note }
}

export function jsonLine(result: Result): string {
  return JSON.stringify(result)
}

/** Four significant digits: no round repeats better than that. */
export function round(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(4)) : value
}
