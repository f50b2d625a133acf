import type { Trace } from '../types'
import { type StoredTrace, unpackTrace } from './unpack-trace'

/** The columns of `decisions` that hold a trace; one of them is null. */
export type TraceColumns = { trace: unknown; trace_packed: Uint8Array | null }

/** The trace of a stored decision: packed, or JSON where an earlier version wrote it. Null where it is neither. */
export function storedTrace({ trace, trace_packed }: TraceColumns): StoredTrace | null {
  if (trace_packed !== null) return unpackTrace(trace_packed)
  return typeof trace === 'object' && trace !== null && Array.isArray((trace as Trace).rungs) ? (trace as StoredTrace) : null
}
