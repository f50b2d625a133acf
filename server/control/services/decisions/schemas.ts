import { z } from 'zod'
import type { LngLat } from '@/server/core/geo/place'
import type { Origin } from '@/server/core/origin/types'
import { type FilterName, type RungTrace, rungs, type SampledCandidate, type Trace } from '@/server/core/routing/types'
import { type Count, instant, limitOf } from '../wire'
import type { DecisionDetail, DecisionRow } from './answers'

export type { DecisionDetail, DecisionPage, DecisionRow, LeaseResult } from './answers'
export { rungs }

export const decisionFilters = z.strictObject({
  from: instant.optional(),
  to: instant.optional(),
  subcloud: z.string().max(100).optional(),
  outcome: z.enum(['routed', 'refused']).optional(),
  /** The served zone. */
  zone: z.string().max(40).optional(),
  preferred: z.string().max(40).optional(),
  rung: z.enum(rungs).optional(),
  reason: z.string().max(100).optional(),
  /** A refusal's code. */
  code: z.string().max(100).optional(),
  model: z.string().max(200).optional(),
  node: z.string().max(100).optional(),
})
export type DecisionFilters = z.output<typeof decisionFilters>
export const listDecisionsInput = decisionFilters.extend({ cursor: z.uuid().optional(), limit: limitOf(100, 1000) }).prefault({})
/** Without a limit an export holds everything under the filters. */
export const exportInput = decisionFilters.extend({ limit: z.coerce.number().int().min(1).optional() })
export const histogramInput = decisionFilters.extend({ buckets: z.coerce.number().int().min(1).max(200).default(60) }).prefault({})
export const decisionInput = z.strictObject({ id: z.string().max(100) })
export const tailInput = decisionFilters
  .omit({ to: true })
  .extend({
    lastEventId: z.string().max(100).nullish(),
    /** The newest row of the list (begun at `from`) that this is put on top of; null where that is empty. Rows of its last seconds are told again. */
    listed: z.string().max(100).nullish(),
  })
  .prefault({})

export type RungView = Omit<RungTrace, 'candidates' | 'cut' | 'eligible' | 'sampled'> & {
  candidates: Count
  /** Null: some, and how many is not told. */
  cut: Partial<Record<FilterName, number | null>>
  eligible: Count
  /** Those whose id the role may see. */
  sampled: SampledCandidate[]
  /** How many more there were. */
  hidden: Count
}
export type TraceView = Omit<Trace, 'rungs' | 'shadowRungs' | 'origin' | 'request' | 'misses'> & {
  origin: Omit<Origin, 'cell'>
  request: Trace['request']
  misses: (Omit<Trace['misses'][number], 'count'> & { count: Count })[]
  rungs: RungView[]
  shadowRungs: RungView[] | null
}
/** What a trace's tree needs to know of the decision besides the trace. */
export type TraceSubject = Pick<
  DecisionDetail,
  'outcome' | 'nodeId' | 'servedZone' | 'servedCountry' | 'rung' | 'distanceKm' | 'refusal' | 'shadow'
>
export type Histogram = {
  from: number
  to: number
  bucketMs: number
  buckets: { at: number; routed: number; fellBack: number; refused: number }[]
  facets: { outcome: Facet; zone: Facet; subcloud: Facet; model: Facet; rung: Facet; code: Facet }
}
type Facet = { value: string; count: number }[]
/** One event of the live tail: newest last; `skipped` is above 0 where older ones were too many to send. */
export type TailEvent = { items: DecisionRow[]; skipped: number }
export type { LngLat }
