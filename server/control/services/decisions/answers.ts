import { z } from 'zod'
import {
  confidence,
  filterName,
  gateState,
  originSource,
  originView,
  preferredSource,
  rung,
  rungOf,
  sampledCandidate,
  traceMiss,
  traceOf,
} from '@/server/platform/data-plane/decision'
import { describes } from '@/server/platform/describes'
import { count, pageOf, time } from '../wire'
import type { TraceView } from './schemas'

const code = z.string().nullable()
const outcome = z.enum(['routed', 'refused'])

export const decisionRow = z.object({
  id: z.string(),
  decisionId: z.string().describe('The same, by the name that /route gives it'),
  at: time,
  outcome,
  code: code.describe('A refusal’s'),
  revision: z.number().int(),
  model: z.string(),
  environment: z.string(),
  subcloud: code,
  gate: gateState,
  geoApplied: z.boolean(),
  origin: z.object({ country: code, subdivision: code, zone: code, source: originSource, confidence }),
  preferredZone: code,
  preferredSource,
  servedZone: code,
  servedCountry: code,
  rung: rung.nullable(),
  fallback: z.boolean(),
  nodeId: code.describe('Null as well where the role may not see it'),
  retryOf: code,
  distanceKm: z.number().nullable(),
  shadow: z.object({ servedZone: code, rung: rung.nullable() }).nullable(),
  reasons: z.array(z.string()),
  simulated: z.boolean(),
  tookUs: z.number(),
})

const rungView = z.object({
  ...rungOf,
  candidates: count,
  cut: z.partialRecord(filterName, z.number().int().nullable()).describe('How many each filter cut; null where that is not told'),
  eligible: count,
  sampled: z.array(sampledCandidate).describe('Those whose id the role may see'),
  hidden: count.describe('How many more there were'),
})
export const traceView = describes<TraceView>()(
  z.object({
    ...traceOf,
    origin: originView,
    misses: z.array(traceMiss(count)),
    rungs: z.array(rungView),
    shadowRungs: z.array(rungView).nullable(),
  }),
)

export const decisionDetail = decisionRow.extend({
  boundary: z.object({ hash: z.string(), tokens: z.array(z.string()), kind: z.enum(['unrestricted', 'restricted']).nullable() }),
  lease: z
    .object({
      outcome: z.string(),
      latencyMs: z.number().nullable(),
      tokens: z.number().nullable(),
      geoChanged: z.boolean(),
      at: time,
    })
    .nullable()
    .describe('How it ended, once it has'),
  refusal: z
    .object({ code: z.string(), detail: z.string(), remedy: z.string() })
    .nullable()
    .describe('What it said, and what would have made it succeed'),
  attempts: z
    .array(z.object({ id: z.string(), at: time, outcome: z.string(), rung: rung.nullable() }))
    .describe('Other attempts of the same job, oldest first'),
  trace: traceView.nullable(),
})
export const decisionPage = pageOf(decisionRow)

export type DecisionRow = z.infer<typeof decisionRow>
export type DecisionDetail = z.infer<typeof decisionDetail>
export type LeaseResult = NonNullable<DecisionDetail['lease']>
export type DecisionPage = z.infer<typeof decisionPage>
