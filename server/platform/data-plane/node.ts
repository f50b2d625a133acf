// Agents' messages and what they are told. The envelope and the payloads are parsed one after the other, since a payload is
// looked at only once its signature holds; here they are one.

import { z } from 'zod'
import { trustLevels } from '@/server/core/config/schema'
import { envelopeSchema } from '../signatures/envelope'
import { heartbeatPayload, leavePayload, registerPayload } from '../signatures/payload'

const { purpose: _, payload: __, signature, mac, ...signed } = envelopeSchema.shape
const signedBy = signature.describe('EIP-191 over the canonical JSON (RFC 8785) of the other members')

export const registerMessage = z.strictObject({
  purpose: z.literal('register'),
  ...signed,
  payload: registerPayload,
  signature: signedBy.unwrap(),
})
export const heartbeatMessage = z.strictObject({
  purpose: z.literal('heartbeat'),
  ...signed,
  payload: heartbeatPayload.describe('What is absent stays as it was; null takes a claim back'),
  signature: signedBy,
  mac: mac.describe('Instead of the signature: HMAC-SHA256, in hex, of the same text with the session’s secret'),
})
export const leaveMessage = z.strictObject({ purpose: z.literal('leave'), ...signed, payload: leavePayload, signature: signedBy.unwrap() })

export const nodeAnswer = z.object({
  nodeId: z.string(),
  status: z.enum(['serving', 'draining', 'left']),
  intervalS: z.number().describe('When to come again, with jitter'),
  liveUntil: z.iso.datetime(),
  zone: z.string().nullable(),
  country: z.string().nullable(),
  trust: z.enum(trustLevels),
  why: z.array(z.object({ code: z.string(), text: z.string() })).describe('What the trust rests on'),
  drained: z.boolean().describe('By an admin'),
})
export const registerAnswer = nodeAnswer.extend({
  session: z.object({ id: z.string(), secret: z.string() }).describe('A registration ends the session before it'),
})
export const leaveAnswer = z.object({ nodeId: z.string(), status: z.literal('left') })

export type NodeAnswer = z.infer<typeof nodeAnswer>
export type RegisterAnswer = z.infer<typeof registerAnswer>
export type LeaveAnswer = z.infer<typeof leaveAnswer>
