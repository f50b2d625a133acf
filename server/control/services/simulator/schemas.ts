// What the simulator is asked and answers. Admins ask in their browser, with the fleet as the core sees it; everybody else
// is answered here, with as much of the trace as their role shows.

import { z } from 'zod'
import type { GateView } from '@/server/core/activation/types'
import { countryCode, fallback, geoToken, subdivisionCode } from '@/server/core/config/schema'
import type { PreferredSource } from '@/server/core/routing/types'
import type { Ask } from '@/server/core/what-if/ask'
import type { Difference } from '@/server/core/what-if/difference'
import type { Supposition } from '@/server/core/what-if/suppose'
import { parseSupposition } from '@/server/core/what-if/suppose-text'
import type { DecisionRow, TraceSubject, TraceView } from '../decisions/schemas'
import { simulatedSide } from '../simulate/schemas'

export const lngLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).readonly()
export const placeInput = z.strictObject({ point: lngLat })

const whereInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unknown') }),
  z.strictObject({
    kind: z.literal('place'),
    place: z.strictObject({ country: countryCode.nullable(), subdivision: subdivisionCode.nullable(), point: lngLat.nullable() }),
    confidence: z.enum(['low', 'medium', 'high']),
  }),
  z.strictObject({ kind: z.literal('area'), token: geoToken }),
])

const tokenTexts = z.array(z.string().max(100)).max(500).readonly()
const askInput = z.strictObject({
  where: whereInput,
  model: z.string().min(1).max(200),
  environment: z.string().min(1).max(100),
  subcloud: z.string().max(100).nullable(),
  geo: z.strictObject({ prefer: tokenTexts, only: tokenTexts.nullable(), deny: tokenTexts, fallback: fallback.nullable() }),
  requirements: z.strictObject({ minVramGb: z.number().min(0).nullable(), gpu: z.string().max(80).nullable() }),
  affinityKey: z.string().max(200).nullable(),
}) satisfies z.ZodType<Ask>

const supposition = z.string().transform((text, ctx): Supposition => {
  const parsed = parseSupposition(text)
  if (parsed) return parsed
  ctx.addIssue({ code: 'custom', message: 'a supposition, e.g. drain:0x…, down:NA, nodes:NA:-50, slots:*:-30 or gate:EU:on' })
  return z.NEVER
})

export const simulateInput = z.strictObject({
  ask: askInput,
  suppose: z.array(supposition).max(100),
  seed: z.string().min(1).max(100),
  config: simulatedSide.default('published'),
})

/** A page of the fleet; the cursor is the last node's id. */
export const fleetInput = z.strictObject({ cursor: z.string().max(100).optional() }).prefault({})
export type FleetPage = { at: number; pageNodes: number; total: number; nextCursor: string | null; gate: GateView; packed: string }

export type Place = { country: string | null }

export type Answer = {
  /** The moment of the fleet that was asked. */
  at: number
  decision: TraceSubject &
    Pick<DecisionRow, 'revision' | 'gate' | 'geoApplied' | 'preferredZone' | 'fallback' | 'reasons'> & { preferredSource: PreferredSource }
  trace: TraceView
  /** The smallest changes that make a refusal succeed, each tried; empty for whoever could not make them. */
  take: { sentence: string; cost: number }[]
}
/** A question that cannot be asked in this configuration, and why. */
export type Simulated = { ok: true; answer: Answer } | { ok: false; problems: readonly string[] }

export type Again = { answer: Answer; differences: Difference[] }
export type Replayed = { equal: boolean; rungs: number; candidates: number }
