// The envelope of an agent's message, and the text that its signature or MAC covers: the canonical JSON of everything
// but the signature. Purpose and audience are inside it, so that a message is good for one verb on one network.

import { z } from 'zod'
import { nodeId } from '@/server/core/config/schema'
import { canonicalJson } from '@/server/core/json/canonical'

const purposes = ['register', 'heartbeat', 'leave'] as const
export type Purpose = (typeof purposes)[number]

/** 64 KiB of canonical text: a registration with 200 long model names takes 45. */
export const maxMessageLength = 64 * 1024

export const envelopeLimits = { audience: 256, nonce: { least: 8, most: 128 }, proof: 256 } as const

const proof = z.string().max(envelopeLimits.proof)

/** Purpose and audience are any text here: a wrong one is a refused credential, not a malformed body. */
export const envelopeSchema = z.strictObject({
  purpose: z.string().max(64),
  audience: z.string().max(envelopeLimits.audience),
  /** As it was written, for that is what was signed. */
  nodeId: nodeId.in,
  timestamp: z.iso.datetime({
    error: 'ISO 8601 in UTC, e.g. 2026-01-31T12:00:00Z',
  }),
  nonce: z
    .string()
    .min(envelopeLimits.nonce.least)
    .max(envelopeLimits.nonce.most)
    .regex(/^[\x21-\x7e]+$/, 'visible ASCII'),
  payload: z.unknown(),
  signature: proof.optional(),
  mac: proof.optional(),
})
export type Envelope = z.infer<typeof envelopeSchema>
export type Unsigned = Pick<Envelope, 'purpose' | 'audience' | 'nodeId' | 'timestamp' | 'nonce' | 'payload'>

/** Throws a TypeError on what JSON cannot say. */
export function signedText({ purpose, audience, nodeId, timestamp, nonce, payload }: Unsigned): string {
  return canonicalJson({
    purpose,
    audience,
    nodeId,
    timestamp,
    nonce,
    payload,
  })
}
