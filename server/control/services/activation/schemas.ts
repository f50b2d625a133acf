import { z } from 'zod'
import { gateStates } from '@/server/core/activation/types'
import { zoneCode } from '@/server/core/config/schema'
import { instant } from '../wire'

export type { ActivationView, ConditionRow, OverrideRow, TransitionRow, ZoneGateRow } from './answers'

export const overrideInput = z.strictObject({
  state: z.enum(gateStates),
  zone: zoneCode.nullish(),
  canaryPct: z.number().min(0).max(100).nullish(),
  reason: z.string().trim().min(1, 'an override needs a reason').max(1000),
  expiresAt: instant,
})

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
