import { z } from 'zod'
import { configDraft, revisionNumber } from '../config/schemas'
import { draftScope } from '../drafts/schemas'
import type { SimulationResult } from './answers'

export type { SimulationResult } from './answers'

const maxSimulated = 100_000
const last = z.number().int().min(1).max(maxSimulated).default(10_000)

/** Which side of the comparison: what is in force, one's own saved draft, anybody's that one may read, or a revision. */
export const simulatedSide = z.union([
  z.literal('published'),
  z.strictObject({ draft: draftScope }),
  z.strictObject({ draftId: z.uuid() }),
  z.strictObject({ revision: revisionNumber }),
])
export type SimulatedSide = z.infer<typeof simulatedSide>

export const simulateInput = z.strictObject({ config: configDraft, last })
/** By reference, since a subscription's input travels in its URL. */
export const followSimulationInput = z.strictObject({
  before: simulatedSide.default('published'),
  after: simulatedSide,
  last,
  subcloud: z.string().max(100).optional(),
})

export type SimulationEvent = { type: 'progress'; done: number; total: number } | { type: 'done'; result: SimulationResult }
