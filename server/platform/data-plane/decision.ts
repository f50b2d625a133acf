// What routers answer to a job. `routedBody` and `refusalOf` of the router make it; the contract's test holds them to this.

import { z } from 'zod'
import { gateStates } from '@/server/core/activation/types'
import { fallback, minTrust } from '@/server/core/config/schema'
import type { GeoToken, LngLat } from '@/server/core/geo/place'
import { confidences, originSources } from '@/server/core/origin/types'
import { filterNames, preferredSources, rungs, type SampledCandidate } from '@/server/core/routing/types'
import type { TraceView as RouterTrace } from '@/server/core/routing/views'
import { describes } from '../describes'
import { lineId } from './route-request'

const code = z.string().nullable()
const tokens = z.array(z.string())
/** Well-formed already, so that it is described as text and no more. */
export const geoToken = z.string() as z.ZodType<GeoToken, string>
const geoTokens = z.array(geoToken)
/** `[lng, lat]` */
export const position: z.ZodType<LngLat> = z.tuple([z.number(), z.number()]).readonly()
export const rung = z.enum(rungs)
export const gateState = z.enum(gateStates)
export const confidence = z.enum(confidences)
export const originSource = z.enum(originSources)
export const preferredSource = z.enum(preferredSources)
export const filterName = z.enum([...filterNames, 'tried'])
export const count = z.union([z.number().int(), z.literal('<3')])

const boundary = z.object({
  hash: z.string().describe('The same for the same boundary, whatever the order of its layers'),
  tokens,
})
const shadow = z.object({
  outcome: z.enum(['routed', 'refused']),
  servedZone: code,
  servedCountry: code,
  rung: rung.nullable(),
  fallback: z.boolean(),
})

export const sampledCandidate = describes<SampledCandidate>()(
  z.object({
    id: z.string(),
    zone: code,
    country: code,
    free: z.number(),
    slots: z.number(),
    distanceKm: z.number().nullable(),
    trust: z.string(),
    failureRate: z.number(),
    score: z.number(),
  }),
)
export const rungOf = {
  rung,
  zone: code,
  token: z.string(),
  counted: z
    .enum(['all', 'pool', 'looked'])
    .describe(
      'What the counts are of. all: every node of the rung, as in dry runs and refusals. pool: every node of it that has the model, the membership, the place and the trust. looked: candidates is that pool, cut and eligible are of the few that the pick looked at.',
    ),
}
const openRung = z.object({
  ...rungOf,
  candidates: z.number().int(),
  cut: z.partialRecord(filterName, z.number().int()),
  eligible: z.number().int(),
  sampled: z.array(sampledCandidate).optional(),
})
export const traceMiss = <Count extends z.ZodType>(count: Count) =>
  z.object({
    kind: z.union([filterName, z.enum(['fallback', 'budget'])]),
    count,
    zones: z.array(z.string()),
    fallback: fallback.optional(),
    ejected: z.object({ count: z.number().int(), forS: z.number() }).optional(),
  })

const containment = z.object({
  label: code.describe('The one zone that labels the place'),
  labelBy: z.enum(['subdivision', 'polygon', 'country']).nullable(),
  zones: tokens,
  jurisdictions: tokens,
})
const placed = z.object({ country: code, subdivision: code })
/** Where a job came from; what the address alone says, beside what was believed. */
export const originView = z.object({
  ...placed.shape,
  source: originSource,
  confidence,
  containment,
  nearest: code.describe('By the nearest-zone rule, where it lies in no zone'),
  address: z.object({ place: placed, containment }).nullable(),
  reasons: tokens,
})

const keyGeo = z.object({ prefer: geoTokens.optional(), only: geoTokens.optional(), deny: geoTokens.optional() })
/** What every view of a trace has. Times in it are epoch ms, as they were when it was made. */
export const traceOf = {
  version: z.literal(1),
  now: z.number().describe('Epoch ms'),
  seed: z.string(),
  revision: z.number().int(),
  request: z.object({
    model: z.string(),
    environment: z.string(),
    subcloud: code,
    key: z.object({ id: z.string(), geo: keyGeo.nullable() }),
    geo: z.object({ prefer: geoTokens, only: geoTokens.nullable(), deny: geoTokens, fallback: fallback.nullable() }),
    requirements: z.object({ minVramGb: z.number().nullable(), gpu: code }),
    affinityKey: code,
    retryOf: code,
  }),
  gate: z.object({
    state: gateState,
    zone: code,
    canaryPct: z.number(),
    applied: z.boolean(),
    override: z.boolean(),
    tenantBucket: z.number().int().nullable(),
  }),
  preference: z.object({ zone: code, source: preferredSource, tokens: geoTokens, dropped: geoTokens }),
  policy: z.object({
    fallback,
    minTrust,
    isolate: z.boolean(),
    layers: z.array(z.object({ layer: z.string(), clause: z.object({ allow: geoTokens, deny: geoTokens }) })),
  }),
  boundary: z.object({ kind: z.enum(['unrestricted', 'restricted']), hash: z.string(), tokens }),
  panic: z.object({ admin: z.boolean(), zones: tokens }).optional(),
  spill: z
    .object({
      by: z.enum(['drawn', 'conversation', 'budget_spent']),
      zone: code,
      since: z.number().nullable().describe('Epoch ms'),
      mode: z.enum(['capacity', 'hosts']).nullable(),
      rungs: z.array(z.object({ token: z.union([geoToken, z.literal('*')]), health: z.number(), share: z.number() })),
      first: z.number().int(),
    })
    .nullish(),
}

const guarded = z.object({ ...rungOf, candidates: count, eligible: count, cutBy: z.array(filterName) })
export const trace = describes<RouterTrace>()(
  z.discriminatedUnion('view', [
    z.object({
      view: z.literal('open'),
      ...traceOf,
      origin: originView.extend({ cell: position.nullable() }),
      rungs: z.array(openRung),
      shadowRungs: z.array(openRung).nullable(),
      misses: z.array(traceMiss(z.number().int())),
    }),
    z.object({
      view: z.literal('guarded'),
      ...traceOf,
      origin: originView.extend({ cell: position.nullable() }),
      rungs: z.array(guarded),
      shadowRungs: z.array(guarded).nullable(),
      misses: z.array(traceMiss(count).omit({ ejected: true })),
    }),
  ]),
)

const explanation = z.object({
  remedy: z.string().optional().describe('Of a refusal: what would make it succeed'),
  trace,
  whyNot: z
    .looseObject({
      nodeId: z.string(),
      because: z.string(),
      failed: code,
      filters: z.array(z.object({ name: filterName, passes: z.boolean() })),
    })
    .optional(),
  take: z
    .array(z.object({ kind: z.string(), sentence: z.string(), cost: z.number() }))
    .optional()
    .describe('Of a refused dry run explained in full: the smallest changes that make it succeed, each tried'),
})

const common = {
  decisionId: z.uuid().describe('UUIDv7'),
  revision: z.number().int().describe('The configuration that it was made from'),
  gate: gateState.describe('The state that applied'),
  geoApplied: z.boolean(),
  origin: z.object({ country: code, zone: code, source: originSource, confidence }),
  preferredZone: code,
  preferredSource,
  shadow: shadow.optional().describe('What geo-routing would have done where it was not applied'),
  boundary,
  reasons: z.array(z.string()).describe('Stable codes'),
  retryOf: z.string().optional().describe('The first attempt at the job'),
  explain: explanation.optional().describe('Where asked for, cut to what the key may know'),
}

export const decision = z.object({
  ...common,
  outcome: z.literal('routed'),
  servedZone: code,
  servedCountry: code,
  rung,
  fallback: z.boolean().describe('Served by another rung than the first'),
  node: z
    .object({ id: z.string(), endpoint: z.string().nullable() })
    .optional()
    .describe('For the scopes gateway and admin, and owners of that Subcloud'),
  lease: z.object({ id: z.string(), expiresAt: z.iso.datetime() }).nullable().describe('Null where no slot was taken'),
})

/** What a refusal has besides what every problem has. */
export const refusal = z.object({ ...common, outcome: z.literal('refused') })

/** One of a batch’s results, where it was routed. */
export const batchDecision = decision.extend({ status: z.literal(200) })
/** One line of a stream’s, where it was routed. */
export const lineDecision = batchDecision.extend({ id: lineId })

const text = { type: 'string' }
/** Of every decision, refusals included. */
export const decisionHeaders = {
  'x-geo-decision': { description: 'Its id', schema: text },
  'x-geo-zone': { description: 'Served zone, or none', schema: text },
  'x-geo-preferred': { description: 'Preferred zone, or none', schema: text },
  'x-geo-fallback': { description: 'How far from the preferred', schema: { ...text, enum: ['none', 'ancestor', 'adjacent', 'global'] } },
  'x-geo-gate': { description: 'The state that applied', schema: { ...text, enum: gateStates } },
  'x-geo-revision': { description: 'The configuration', schema: text },
} as const
