// The activation gate: whether preference routing applies. Boundaries never look at it.

import type { ZoneCode } from '../geo/place'

export const gateStates = ['suspended', 'off', 'shadow', 'canary', 'on'] as const
/** In ascending order, so that the network's headline is the least of its zones. Stored traces hold a state's place in it. */
export type GateState = (typeof gateStates)[number]

export type ZoneGate = { state: GateState; canaryPct: number }

export type GateOverride = { state: GateState; zone: ZoneCode | null; canaryPct: number | null; reason: string; expiresAt: number }

/** What a decision needs to know of the gate. An override past its expiry is ignored by whoever reads it. */
export type GateView = {
  zones: Readonly<Record<ZoneCode, ZoneGate>>
  override: GateOverride | null
}

export const conditionIds = ['endpoints', 'metadata', 'trust', 'coverage', 'fallback'] as const
export type ConditionId = (typeof conditionIds)[number]

/** Missing data is `value: null` and `met: false`; zero demand is data. */
export type Condition = {
  id: ConditionId
  zone: ZoneCode | null
  target: number
  value: number | null
  unit: string
  met: boolean
  /** Met fraction of the target in 0..1 (see ratio.ts); 0 where data is missing. Below `downBelowPct` for long enough it trips. */
  ratio: number
  /** A loss that suspends at once. */
  hardLoss: boolean
  /** What is missing, in words: "2 more nodes for llama-3.1-8b-instruct". */
  detail: string
}
