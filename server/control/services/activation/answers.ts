import { z } from 'zod'
import { type Condition, conditionIds, gateStates } from '@/server/core/activation/types'
import { describes } from '@/server/platform/describes'
import { time } from '../wire'

const state = z.enum(gateStates)
const condition = {
  id: z.enum(conditionIds),
  zone: z.string().nullable(),
  target: z.number(),
  value: z.number().nullable().describe('Null: no data, which counts as not met'),
  unit: z.string(),
  met: z.boolean(),
  ratio: z.number().describe('Met fraction of the target, 0 to 1'),
  hardLoss: z.boolean().describe('A loss that suspends at once'),
  detail: z.string().describe('What is missing, in words'),
}
describes<Condition>()(z.object(condition))

export const conditionRow = z.object({
  ...condition,
  since: time.nullable().describe('How long it has been as it is'),
  previous: z.number().nullable().describe('The value of the tick before, for a trend'),
})
const zoneGateRow = z.object({
  zone: z.string(),
  name: z.string(),
  state: state.describe('What counts now, under any override'),
  canaryPct: z.number(),
  automatic: z.object({ state, canaryPct: z.number() }).describe('What the state machine says'),
  since: time.nullable(),
  latched: z.boolean(),
  tickedAt: time.nullable(),
  conditions: z.array(conditionRow),
})
export const overrideRow = z.object({
  id: z.string(),
  state,
  zone: z.string().nullable().describe('Null: the whole network'),
  canaryPct: z.number().nullable(),
  reason: z.string(),
  createdBy: z.string(),
  createdAt: time,
  expiresAt: time,
})
const transitionRow = z.object({
  id: z.string(),
  at: time,
  zone: z.string().nullable(),
  from: state,
  to: state,
  canaryPct: z.number(),
  cause: z.string(),
  detail: z.string(),
})
export const activationView = z.object({
  state: state.describe('The least of the zones’'),
  canaryPct: z.number(),
  zones: z.array(zoneGateRow),
  conditions: z.array(conditionRow).describe('Every zone’s, and the network’s own (zone null)'),
  override: overrideRow.nullable(),
  history: z.array(transitionRow),
})
export const endedOverride = z.object({ ended: z.string().describe('The override’s id') })

export type ConditionRow = z.infer<typeof conditionRow>
export type ZoneGateRow = z.infer<typeof zoneGateRow>
export type OverrideRow = z.infer<typeof overrideRow>
export type TransitionRow = z.infer<typeof transitionRow>
export type ActivationView = z.infer<typeof activationView>
