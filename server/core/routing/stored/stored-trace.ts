import type { Trace } from '../types'
import { type Question, type StoredTrace, unpackQuestion, unpackTrace } from './unpack-trace'

/** The columns of `decisions` that hold a trace; one of them is null. */
export type TraceColumns = { trace: unknown; trace_packed: Uint8Array | null }

/** The trace of a stored decision: packed, or JSON where an earlier version wrote it. Null where it is neither. */
export function storedTrace({ trace, trace_packed }: TraceColumns): StoredTrace | null {
  if (trace_packed !== null) return unpackTrace(trace_packed)
  return typeof trace === 'object' && trace !== null && Array.isArray((trace as Trace).rungs) ? (trace as StoredTrace) : null
}

/** The same of what was asked alone. */
export function storedQuestion({ trace, trace_packed }: TraceColumns): Question | null {
  return trace_packed !== null ? unpackQuestion(trace_packed) : storedTrace({ trace, trace_packed })
}
