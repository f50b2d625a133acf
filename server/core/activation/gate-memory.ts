// What the state machine keeps of a zone between two ticks: everything, so that any process can do the next one.

import { z } from 'zod'
import { type GateState, gateStates } from './types'

const time = z.number()

export const gateMemorySchema = z.object({
  state: z.enum(gateStates),
  canaryPct: z.number(),
  /** When this state, or this step of the canary, was entered. */
  since: time,
  /** From when the minimum times count: `since`, or a later publish. */
  timersFrom: time,
  allMetSince: time.nullable(),
  /** By condition: since when it has been below the share of its target that trips. */
  belowSince: z.record(z.string(), time),
  trips: z.array(time),
  latched: z.boolean(),
  latchedAt: time.nullable(),
  tickedAt: time.nullable(),
})
export type GateMemory = z.infer<typeof gateMemorySchema>

/** A new zone starts off. */
export function newGateMemory(now: number): GateMemory {
  return { ...entered('off', 0, now), allMetSince: null, belowSince: {}, trips: [], latched: false, latchedAt: null, tickedAt: null }
}

export function entered(
  state: GateState,
  canaryPct: number,
  now: number,
): Pick<GateMemory, 'state' | 'canaryPct' | 'since' | 'timersFrom'> {
  return { state, canaryPct, since: now, timersFrom: now }
}

/** Zones were published: in shadow and canary all that was observed was observed of other zones. */
export function restartTimers(memory: GateMemory, now: number): GateMemory {
  if (memory.state !== 'shadow' && memory.state !== 'canary') return memory
  return { ...memory, timersFrom: now, allMetSince: null }
}

/** An admin acted: the zone may recover by itself again, and its trips are forgiven. */
export function releaseLatch(memory: GateMemory): GateMemory {
  return memory.latched ? { ...memory, latched: false, latchedAt: null, trips: [] } : memory
}
