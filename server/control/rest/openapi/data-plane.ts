// What routers answer. They are other processes, which this one only streams to: schemas are those that they parse with.

import { z } from 'zod'
import type { Scope } from '@/server/platform/auth/api-keys'
import { batchDecision, decision, lineDecision, refusal } from '@/server/platform/data-plane/decision'
import { endpointAnswer, endpointSchema } from '@/server/platform/data-plane/endpoint'
import { completion, completionSchema } from '@/server/platform/data-plane/lease'
import { heartbeatMessage, leaveAnswer, leaveMessage, nodeAnswer, registerAnswer, registerMessage } from '@/server/platform/data-plane/node'
import { lineId, routeBatchOfRequests, routeLine, routeRequestSchema } from '@/server/platform/data-plane/route-request'
import type { ProblemCode } from '@/server/platform/errors'
import { problemSchema } from '@/server/platform/problem-schema'
import { json, ndjson, type Operation } from './operation'

const routing: readonly Scope[] = ['route', 'gateway', 'owner', 'admin']
const anybody: readonly ProblemCode[] = [
  'invalid_request',
  'too_large',
  'unsupported_media_type',
  'rate_limited',
  'unavailable',
  'router_unreachable',
]
const withKey: readonly ProblemCode[] = [...anybody, 'unauthenticated', 'forbidden']
const ofJobs: readonly ProblemCode[] = [
  'invalid_geo_token',
  'geo_origin_denied',
  'not_found',
  'unknown_model',
  'unknown_subcloud',
  'geo_unsatisfiable',
  'geo_no_eligible_node',
  'geo_zone_saturated',
  'geo_snapshot_stale',
  'log_full',
]
const ofAgents: readonly ProblemCode[] = [...anybody, 'unauthenticated', 'forbidden', 'invalid_geo_token']
const ofKnownAgents: readonly ProblemCode[] = [...ofAgents, 'not_found']

const tag = 'Data plane'
const signed = 'No key: the message is signed, and its address is taken from the connection.'
const streaming = `A line of up to 1 MiB is a request of POST /route with an id. One bad line spoils none: its answer says what is wrong, with id null where the line has no usable one.
Rate limits count lines. A caller that does not read is not read from, and cut after 30 s; nothing for 120 s ends the stream, a blank line keeps it open. A key that is revoked, or a router that
stops, ends it with a last line of id null; what was not answered then was not decided. Of a caller that hangs up, what was decided stays in the log, and leases that nobody learnt of expire.`

const refused = problemSchema.extend(refusal.shape)
const result = z.union([batchDecision, refused, problemSchema])
const line = z.union([lineDecision, refused.extend({ id: lineId }), problemSchema.extend({ id: lineId.nullable() })])

type Post = Omit<Operation, 'method' | 'tag' | 'body' | 'answer'> & {
  body: z.ZodType
  answer: z.ZodType
  media?: string
  isDecision?: boolean
}
const post = ({ body, answer, isDecision, media = json, ...rest }: Post): Operation => ({
  method: 'POST',
  tag,
  body: { media, schema: body },
  answer: { status: 200, media, schema: answer, isDecision },
  ...rest,
})

export const dataPlane: readonly Operation[] = [
  post({
    path: '/route',
    summary: 'Decides where a job runs, and reserves a slot there',
    scopes: routing,
    body: routeRequestSchema,
    answer: decision,
    isDecision: true,
    problems: [...withKey, ...ofJobs],
  }),
  post({
    path: '/route/batch',
    summary: 'Up to 1000 decisions, answered in order; one bad request spoils none',
    scopes: routing,
    body: routeBatchOfRequests,
    answer: z.object({ results: z.array(result) }),
    problems: withKey,
  }),
  post({
    path: '/route/stream',
    summary: 'A long-lived stream of decisions: a request a line, an answer a line, in order of completion',
    description: streaming,
    scopes: routing,
    body: routeLine,
    answer: line,
    media: ndjson,
    problems: withKey,
  }),
  post({
    path: '/leases/{id}/complete',
    summary: 'Ends a lease; the same completion twice is answered the same',
    scopes: routing,
    body: completionSchema,
    answer: completion,
    problems: [...withKey, 'not_found', 'conflict', 'log_full'],
  }),
  post({
    path: '/nodes/register',
    summary: 'Registers an agent, and begins a session',
    description: signed,
    scopes: null,
    body: registerMessage,
    answer: registerAnswer,
    problems: ofAgents,
  }),
  post({
    path: '/nodes/heartbeat',
    summary: 'Keeps an agent live; absent parts of the payload stay',
    description: signed,
    scopes: null,
    body: heartbeatMessage,
    answer: nodeAnswer,
    problems: ofKnownAgents,
  }),
  post({
    path: '/nodes/leave',
    summary: 'Takes an agent out',
    description: signed,
    scopes: null,
    body: leaveMessage,
    answer: leaveAnswer,
    problems: ofKnownAgents,
  }),
  post({
    path: '/endpoints/heartbeat',
    summary: 'Keeps a vantage point healthy',
    scopes: ['endpoint', 'admin'],
    body: endpointSchema,
    answer: endpointAnswer,
    problems: withKey,
  }),
]
