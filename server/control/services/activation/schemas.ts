import { z } from 'zod'
import { type Condition, type GateState, gateStates } from '@/server/core/activation/types'
import { zoneCode } from '@/server/core/config/schema'
import { instant } from '../wire'

export const overrideInput = z.strictObject({
  state: z.enum(gateStates),
  zone: zoneCode.nullish(),
  canaryPct: z.number().min(0).max(100).nullish(),
  reason: z.string().trim().min(1, 'an override needs a reason').max(1000),
  expiresAt: instant,
})

/** `since`: how long it has been as it is; `previous`: the value of the tick before, for a trend. */
export type ConditionRow = Condition & { since: number | null; previous: number | null }
export type ZoneGateRow = {
  zone: string
  name: string
  /** What counts now, under any override. */
  state: GateState
  canaryPct: number
  /** What the state machine says. */
  automatic: { state: GateState; canaryPct: number }
  since: number | null
  latched: boolean
  tickedAt: number | null
  conditions: ConditionRow[]
}
export type OverrideRow = {
  id: string
  state: GateState
  zone: string | null
  canaryPct: number | null
  reason: string
  createdBy: string
  createdAt: number
  expiresAt: number
}
export type TransitionRow = {
  id: string
  at: number
  zone: string | null
  from: GateState
  to: GateState
  canaryPct: number
  cause: string
  detail: string
}
export type ActivationView = {
  state: GateState
  canaryPct: number
  zones: ZoneGateRow[]
  /** Every zone's, and the network's own (zone null). */
  conditions: ConditionRow[]
  override: OverrideRow | null
  history: TransitionRow[]
}

/** `fellBackPct`: null without geo-routing, which has one rung and no way to fall. */
export type ShadowSide = { inZonePct: number; refusedPct: number; fellBackPct: number | null }
/** One top-level zone's jobs, by what was done and by what geo-routing would have done with the very same. */
export type ShadowRow = {
  zone: string
  jobs: number
  asRouted: ShadowSide
  asShadow: ShadowSide
  /** Of the newest jobs that both routed: how many, and the median distance from origin to node. */
  measured: number
  routedKm: number | null
  shadowKm: number | null
}
export type ShadowReport = { from: number; to: number; zones: ShadowRow[] }
