// What routers answer, for the OpenAPI document.

import { z } from 'zod'
import { countryCode, geoToken, geoTokens, modelId, nodeId, pointSchema, slug, subdivisionCode } from '@/server/core/config/schema'
import { decision, decisionHeaders, routeProblems } from './openapi-decision'

const client = z.strictObject({
  ip: z.string().optional(),
  country: countryCode.optional(),
  subdivision: subdivisionCode.optional(),
  point: pointSchema.optional(),
})
const routeRequest = z.strictObject({
  model: modelId,
  environment: z.string().default('mainnet'),
  subcloud: slug.nullish(),
  client: client.optional().describe('Scope gateway only'),
  geo: z
    .strictObject({
      prefer: geoTokens.optional(),
      only: geoTokens.optional(),
      deny: geoTokens.optional(),
      fallback: z.enum(['none', 'adjacent', 'global']).optional(),
    })
    .optional(),
  requirements: z.strictObject({ minVramGb: z.number().optional(), gpu: z.string().optional() }).optional(),
  affinityKey: z.string().nullish(),
  reserve: z.boolean().default(true),
  retryOf: z.uuid().nullish(),
  seed: z.union([z.string(), z.number().int()]).nullish(),
  dryRun: z.boolean().default(false),
  explain: z.enum(['none', 'summary', 'full']).default('none'),
  whyNot: nodeId.nullish().describe('With a dry run explained in full: why this node was not chosen'),
})
const signed = z.strictObject({
  purpose: z.enum(['register', 'heartbeat', 'leave']),
  audience: z.string(),
  nodeId,
  timestamp: z.iso.datetime(),
  nonce: z.string(),
  payload: z
    .object({
      operator: z.string(),
      environment: z.array(z.string()),
      models: z.array(modelId),
      gpu: z.string(),
      vramGb: z.number(),
      slots: z.number().int(),
      inFlight: z.number().int(),
      regionTag: geoToken,
      gps: z.object({ lng: z.number(), lat: z.number(), accuracyM: z.number() }),
      version: z.string(),
      endpoint: z.string(),
      joins: z.array(slug),
      status: z.string(),
    })
    .partial(),
  signature: z.string().optional().describe('EIP-191 over the canonical JSON of the other members'),
  mac: z.string().optional().describe('HMAC-SHA256 with the session secret, heartbeats only'),
})

const schemaOf = (type: z.ZodType): Record<string, unknown> => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>
  return schema
}
const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
const routeResponses = {
  '200': { description: 'A decision', headers: decisionHeaders, content: { 'application/json': { schema: schemaOf(decision) } } },
  ...Object.fromEntries(Object.entries(routeProblems).map(([status, description]) => [status, { description, content: problem }])),
}

const post = (summary: string, body: z.ZodType, scopes: string | null, responses: Record<string, unknown> = {}) => {
  return {
    post: {
      tags: ['Data plane'],
      summary,
      ...(scopes === null ? { security: [], description: 'No key: the message is signed.' } : { description: `Scopes: ${scopes}.` }),
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } },
      responses: { '200': { description: 'Success' }, ...responses, default: { $ref: '#/components/responses/Problem' } },
    },
  }
}

const lineId = z.union([z.string().min(1).max(200), z.number().int()]).describe('The caller’s own, given back with the answer')
const streamDescription = `Scopes: route, gateway, owner, admin. A line of up to 1 MiB is a request of POST /route with an id. One bad line spoils none: its answer says what is wrong,
with id null where the line has no usable one. Rate limits count lines. A caller that does not read is not read from, and cut after 30 s; nothing for 120 s ends the stream, a blank line
keeps it open. A key that is revoked, or a router that stops, ends it with a last line of id null; what was not answered then was not decided. Of a caller that hangs up, what was decided
stays in the log, and leases that nobody learnt of expire.`

export const dataPlanePaths: Record<string, Record<string, unknown>> = {
  '/route': post('Decides where a job runs, and reserves a slot there', routeRequest, 'route, gateway, owner, admin', routeResponses),
  '/route/batch': post(
    'Up to 1000 decisions, answered in order',
    z.strictObject({ requests: z.array(routeRequest).max(1000) }),
    'route, gateway, owner, admin',
  ),
  '/route/stream': {
    post: {
      tags: ['Data plane'],
      summary: 'A long-lived stream of decisions: a request a line, an answer a line',
      description: streamDescription,
      requestBody: { required: true, content: { 'application/x-ndjson': { schema: schemaOf(routeRequest.extend({ id: lineId })) } } },
      responses: {
        '200': {
          description: 'One answer a line, in order of completion: a decision or a problem, with the line’s id and a status of its own',
          content: { 'application/x-ndjson': { schema: schemaOf(decision.extend({ id: lineId.nullable(), status: z.number().int() })) } },
        },
        default: { $ref: '#/components/responses/Problem' },
      },
    },
  },
  '/leases/{id}/complete': {
    ...post(
      'Ends a lease',
      z.strictObject({
        outcome: z.enum(['completed', 'failed', 'timeout']),
        latencyMs: z.number().optional(),
        tokens: z.number().int().optional(),
      }),
      'route, gateway, owner, admin',
    ),
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
  },
  '/nodes/register': post('Registers an agent', signed, null),
  '/nodes/heartbeat': post('Keeps an agent live; absent parts of the payload stay', signed, null),
  '/nodes/leave': post('Takes an agent out', signed, null),
  '/endpoints/heartbeat': post(
    'Keeps a vantage point healthy',
    z.strictObject({ id: z.string(), role: z.enum(['cloud', 'network']), region: z.string(), point: pointSchema }),
    'endpoint, admin',
  ),
}
