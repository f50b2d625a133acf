// One tick of a zone's gate. Up one step at a time, when all five conditions have held long enough; down at
// once on a hard loss, or after minutes below a share of a target, and always to `suspended`. `off` does not fall:
// nothing is applied there. Time is what was observed: after a gap in ticks the waiting starts anew, in both directions.

import type { GateSettings } from '../config/schema'
import { stepAbove } from './canary'
import { entered, type GateMemory } from './gate-memory'
import { type Condition, type ConditionId, conditionIds, type GateState } from './types'

/** Ticks come every few seconds; after a silence of this length nobody knows what held meanwhile. */
const observationGapMs = 120_000

export type GateTransition = {
  from: GateState
  to: GateState
  fromPct: number
  canaryPct: number
  cause: 'conditions_held' | 'recovered' | 'hard_loss' | 'below_target'
  detail: string
}
export type GateStep = { memory: GateMemory; state: GateState; canaryPct: number; transition: GateTransition | null }

export function stepGate(before: GateMemory, conditions: readonly Condition[], settings: GateSettings, now: number): GateStep {
  const memory = observe(before, conditions, settings, now)
  const loss = lossOf(memory, conditions, settings, now)
  if (loss) return suspend(memory, loss, settings, now)
  const next = nextUp(memory, settings, now)
  if (next === null) return { memory, state: memory.state, canaryPct: memory.canaryPct, transition: null }
  const cause = memory.state === 'suspended' ? 'recovered' : 'conditions_held'
  return move(memory, { ...memory, ...entered(next.state, next.canaryPct, now) }, cause, 'all conditions held')
}

function observe(memory: GateMemory, conditions: readonly Condition[], settings: GateSettings, now: number): GateMemory {
  const isContinuous = memory.tickedAt !== null && now >= memory.tickedAt && now - memory.tickedAt <= observationGapMs
  const isAllMet = conditionIds.every((id) => conditions.some((c) => c.id === id)) && conditions.every((c) => c.met && !c.hardLoss)
  const belowSince: Record<string, number> = {}
  for (const { id, ratio } of conditions) {
    if (ratio * 100 < settings.downBelowPct) belowSince[id] = (isContinuous ? memory.belowSince[id] : undefined) ?? now
  }
  return {
    ...memory,
    allMetSince: isAllMet ? ((isContinuous ? memory.allMetSince : null) ?? now) : null,
    belowSince,
    trips: memory.trips.filter((at) => now - at < settings.latchWindowS * 1000),
    tickedAt: now,
  }
}

type Loss = { cause: 'hard_loss' | 'below_target'; detail: string }

function lossOf(memory: GateMemory, conditions: readonly Condition[], settings: GateSettings, now: number): Loss | null {
  if (memory.state === 'off' || memory.state === 'suspended') return null
  const hard = conditions.find((c) => c.hardLoss)
  if (hard) return { cause: 'hard_loss', detail: `${hard.id}: ${hard.detail}` }
  const low = conditions.find(({ id }) => isBelowFor(memory, id, settings.downAfterS, now))
  return low ? { cause: 'below_target', detail: `${low.id}: ${low.detail}` } : null
}

function isBelowFor(memory: GateMemory, id: ConditionId, forS: number, now: number): boolean {
  const since = memory.belowSince[id]
  return since !== undefined && now - since >= forS * 1000
}

function suspend(memory: GateMemory, { cause, detail }: Loss, settings: GateSettings, now: number): GateStep {
  const trips = [...memory.trips, now]
  const latched = trips.length >= settings.latchTrips
  const after = { ...memory, ...entered('suspended', 0, now), trips, latched, latchedAt: latched ? now : null }
  return move(memory, after, cause, latched ? `${detail} (latched after ${trips.length} trips, until an admin acts)` : detail)
}

function nextUp(memory: GateMemory, settings: GateSettings, now: number): { state: GateState; canaryPct: number } | null {
  const hasHeld = (forS: number) => memory.allMetSince !== null && now - memory.allMetSince >= forS * 1000
  const hasStayed = (forS: number) => now - memory.timersFrom >= forS * 1000
  if (!hasStayed(settings.stateMinS)) return null
  if (memory.state === 'suspended') return !memory.latched && hasHeld(settings.recoverAfterS) ? { state: 'shadow', canaryPct: 0 } : null
  if (!hasHeld(settings.upAfterS)) return null
  if (memory.state === 'off') return { state: 'shadow', canaryPct: 0 }
  if (memory.state === 'shadow' && !hasStayed(settings.shadowMinS)) return null
  if (memory.state === 'on') return null
  const step = stepAbove(memory.canaryPct, settings.canarySteps)
  return step === undefined ? { state: 'on', canaryPct: 100 } : { state: 'canary', canaryPct: step }
}

function move(before: GateMemory, memory: GateMemory, cause: GateTransition['cause'], detail: string): GateStep {
  const { state, canaryPct } = memory
  return { memory, state, canaryPct, transition: { from: before.state, to: state, fromPct: before.canaryPct, canaryPct, cause, detail } }
}
