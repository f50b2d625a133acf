// A decision as routers answer it, for the OpenAPI document. Answers may carry more fields than these.

import { z } from 'zod'

const nullableCode = z.string().nullable()
const rung = z.enum(['preferred', 'ancestor', 'adjacent', 'global', 'agnostic'])

const aCount = z.union([z.number().int(), z.literal('<3')])
const rungTrace = z.looseObject({
  rung,
  zone: nullableCode,
  token: z.string(),
  counted: z
    .enum(['all', 'pool', 'looked'])
    .describe(
      'What the counts are of. all: every node of the rung, as in dry runs and refusals. pool: every node of it that has the model, the membership, the place and the trust. looked: candidates is that pool, cut and eligible are of the few that the pick looked at.',
    ),
  candidates: aCount,
  eligible: aCount,
})

export const decision = z.looseObject({
  decisionId: z.string().describe('UUIDv7'),
  outcome: z.literal('routed'),
  revision: z.number().int(),
  gate: z.enum(['off', 'shadow', 'canary', 'on', 'suspended']),
  geoApplied: z.boolean(),
  origin: z.looseObject({
    country: nullableCode,
    zone: nullableCode,
    source: z.string(),
    confidence: z.enum(['high', 'medium', 'low', 'none']),
  }),
  preferredZone: nullableCode,
  preferredSource: z.string(),
  servedZone: nullableCode,
  servedCountry: nullableCode,
  rung,
  fallback: z.boolean(),
  node: z.looseObject({ id: z.string(), endpoint: nullableCode }).optional().describe('Scopes gateway, admin, and owners of that Subcloud'),
  lease: z.looseObject({ id: z.string(), expiresAt: z.iso.datetime() }).nullable(),
  boundary: z.looseObject({ hash: z.string(), tokens: z.array(z.string()) }),
  reasons: z.array(z.string()),
  shadow: z.looseObject({ servedZone: nullableCode.optional(), rung: rung.optional() }).optional(),
  explain: z
    .looseObject({ trace: z.looseObject({ rungs: z.array(rungTrace), shadowRungs: z.array(rungTrace).nullable() }) })
    .optional()
    .describe('Where asked for, cut to what the key may know'),
})

const names = {
  decision: 'Its id',
  zone: 'Served zone',
  preferred: 'Preferred zone',
  gate: 'State that applied',
  revision: 'Configuration',
}

/** The headers of every decision, refusals included. */
export const decisionHeaders = {
  ...Object.fromEntries(Object.entries(names).map(([name, description]) => [`x-geo-${name}`, { description, schema: { type: 'string' } }])),
  'x-geo-fallback': { schema: { type: 'string', enum: ['none', 'ancestor', 'adjacent', 'global'] } },
}

/** What else `/route` answers, by status. */
export const routeProblems: Record<string, string> = {
  '400': 'invalid_request, invalid_geo_token',
  '401': 'unauthenticated',
  '403': 'forbidden, geo_origin_denied',
  '404': 'unknown_model, unknown_subcloud',
  '413': 'too_large',
  '422': 'geo_unsatisfiable',
  '429': 'rate_limited',
  '503': 'geo_no_eligible_node, geo_zone_saturated, geo_snapshot_stale, log_full',
}
