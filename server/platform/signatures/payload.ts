// What agents may say of themselves, with a limit on everything that can be long. A heartbeat may carry any part of it:
// what is absent stays as it was, and null takes a claim back.

import { z } from 'zod'
import { modelId, slug } from '@/server/core/config/schema'
import { unstorablePath } from '@/server/core/json/storable'
import { ServiceError } from '../errors'
import { invalidRequest } from '../invalid-request'
import type { Purpose } from './envelope'

const name = z.string().trim().min(1)
const gps = z.strictObject({
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  accuracyM: z.number().min(0).max(20_040_000).default(0),
})

const fields = {
  operator: name.max(80),
  environment: z
    .array(
      z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and dashes')
        .max(32),
    )
    .min(1)
    .max(8),
  models: z.array(modelId).max(200),
  gpu: name.max(80),
  vramGb: z.number().min(0).max(100_000),
  slots: z.number().int().min(0).max(100_000),
  version: name.max(60),
}
// The contract leaves the words open. What is not one of these is refused: guessing could send jobs to a node that wants none.
const statusWords = {
  serving: 'serving',
  online: 'serving',
  ready: 'serving',
  active: 'serving',
  available: 'serving',
  idle: 'serving',
  busy: 'serving',
  ok: 'serving',
  draining: 'draining',
  drained: 'draining',
  paused: 'draining',
  maintenance: 'draining',
  stopping: 'draining',
  unavailable: 'draining',
  offline: 'draining',
} as const
type StatusWord = keyof typeof statusWords

export const maxInFlight = 1_000_000

const optionalFields = {
  inFlight: z.number().int().min(0).max(maxInFlight).optional(),
  /** Only its length is looked at here: what it names depends on the configuration (`parseToken`). */
  regionTag: z.string().max(64).nullish(),
  gps: gps.nullish(),
  endpoint: z
    .url({ protocol: /^https?$/, error: 'an http or https address' })
    .max(300)
    .nullish(),
  joins: z.array(slug).max(50).optional(),
  status: z
    .enum(Object.keys(statusWords) as StatusWord[])
    .transform((word) => statusWords[word])
    .optional(),
  /** Refused by the router outside the demonstration. */
  simulated: z.boolean().optional(),
}

export const registerPayload = z.strictObject({ ...fields, ...optionalFields })
export const heartbeatPayload = z.strictObject(fields).partial().extend(optionalFields)
export const leavePayload = z.strictObject({
  reason: z.string().max(500).optional(),
})

const schemas = {
  register: registerPayload,
  heartbeat: heartbeatPayload,
  leave: leavePayload,
}
export type PayloadOf<P extends Purpose> = z.infer<(typeof schemas)[P]>
export type HeartbeatPayload = PayloadOf<'heartbeat'>

export function parsePayload<P extends Purpose>(purpose: P, payload: unknown): PayloadOf<P> {
  const unstorable = unstorablePath(payload)
  if (unstorable) throw new ServiceError('invalid_request', `${['payload', ...unstorable].join('.')}: well-formed text without NUL`)
  const parsed = schemas[purpose].safeParse(payload ?? {})
  if (parsed.success) return parsed.data as PayloadOf<P>
  throw invalidRequest(parsed.error, 'payload', ['payload'])
}
