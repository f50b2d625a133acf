// Whether an agent's message is what it says it is: for this verb, on this network, of this minute, from the key that
// the node id names, and for the first time. Cheap checks come before the signature, which costs about 3 ms of CPU
// (public-key recovery on BigInts: 210–290 a second on a busy 2-core machine); a MAC costs some microseconds.

import { recoverMessageAddress } from 'viem/utils'
import { ServiceError } from '../errors'
import { invalidRequest } from '../invalid-request'
import { type Envelope, envelopeSchema, maxMessageLength, type Purpose, signedText } from './envelope'
import type { NonceWindow } from './nonces'
import { type PayloadOf, parsePayload } from './payload'
import { PlainHeartbeat } from './plain-heartbeat'
import { isMac } from './session'

export { macAgentMessage, signAgentMessage } from './sign'

export const clockToleranceMs = 60_000

export type AgentMessage<P extends Purpose> = {
  purpose: P
  nodeId: string
  timestamp: number
  nonce: string
  payload: PayloadOf<P>
  by: 'signature' | 'mac'
}

export type VerifyOptions<P extends Purpose> = {
  purpose: P
  networkId: string
  now: number
  nonces: NonceWindow
  /** The present session's secret of a node, or null: heartbeats may use it instead of a signature. */
  sessionSecret?: (nodeId: string) => string | null
  /** Timestamp at or before which nothing is accepted: what a restarted process knows of the nonces it forgot. */
  notBefore?: (nodeId: string) => number | null
}

/**
 * The message with its parsed payload: at once where it has a MAC, later where it is signed. Throws ServiceError, either way:
 * `unauthenticated` for anything wrong with the credential, `invalid_request` for a malformed envelope or payload (the latter only
 * once authenticated), `too_large`, `rate_limited`.
 */
export function verifyAgentMessage<P extends Purpose>(
  body: unknown,
  options: VerifyOptions<P>,
): AgentMessage<P> | Promise<AgentMessage<P>> {
  const envelope = body instanceof PlainHeartbeat ? body : parseEnvelope(body)
  const stated = { nodeId: envelope.nodeId.toLowerCase(), timestamp: Date.parse(envelope.timestamp) }
  requireNew(envelope, stated, options)
  const text = textOf(envelope)
  if (envelope.signature === undefined) {
    requireMac(envelope, text, options.purpose === 'heartbeat' ? (options.sessionSecret?.(stated.nodeId) ?? null) : null)
    return spend(envelope, stated, 'mac', options)
  }
  return isSignedBy(envelope.nodeId, envelope.signature, text).then((isSigned) => {
    if (!isSigned) throw refused('The signature is not this node’s over the canonical JSON (RFC 8785, EIP-191) of the other six fields.')
    return spend(envelope, stated, 'signature', options)
  })
}

type Stated = Pick<AgentMessage<Purpose>, 'nodeId' | 'timestamp'>

/** For this verb on this network, of this minute, and not heard before. */
function requireNew<P extends Purpose>(envelope: Envelope, { nodeId, timestamp }: Stated, options: VerifyOptions<P>): void {
  const { purpose, networkId, now, nonces } = options
  if (envelope.purpose !== purpose) throw refused(`This message was signed for “${envelope.purpose}”, not “${purpose}”.`)
  if (envelope.audience !== networkId) throw refused(`This message was signed for another network; this one is “${networkId}”.`)
  if (!(Math.abs(now - timestamp) <= clockToleranceMs))
    throw refused(`The timestamp is more than ${clockToleranceMs / 1000} s off; it is ${new Date(now).toISOString()} here.`)
  const notBefore = options.notBefore?.(nodeId) ?? null
  if (notBefore !== null && timestamp <= notBefore) throw refused('The timestamp is not after that of a message already accepted.')
  if (nonces.has(nodeId, envelope.nonce, now)) throw refused('This nonce was used before.')
}

/** What was proven, for the first and only time. */
function spend<P extends Purpose>(
  envelope: Envelope,
  { nodeId, timestamp }: Stated,
  by: AgentMessage<P>['by'],
  { purpose, nonces, now }: VerifyOptions<P>,
): AgentMessage<P> {
  const { nonce } = envelope
  const spent = nonces.spend(nodeId, nonce, now)
  if (spent === 'replayed') throw refused('This nonce was used before.')
  if (spent === 'full')
    throw new ServiceError(
      'rate_limited',
      'Too many messages of this node within two minutes. Wait for the interval that the last answer gave.',
      { retryAfterS: 60 },
    )
  const payload = envelope instanceof PlainHeartbeat ? (envelope.payload as PayloadOf<P>) : parsePayload(purpose, envelope.payload)
  return { purpose, nodeId, timestamp, nonce, payload, by }
}

function parseEnvelope(body: unknown): Envelope {
  const parsed = envelopeSchema.safeParse(body)
  if (parsed.success) return parsed.data
  throw invalidRequest(parsed.error, 'message')
}

function textOf(envelope: Envelope): string {
  if (envelope instanceof PlainHeartbeat) return envelope.signedText
  let text: string
  try {
    text = signedText(envelope)
  } catch (cause) {
    throw new ServiceError(
      'unauthenticated',
      'The message has no canonical JSON form (RFC 8785), so nothing can have signed it.',
      {},
      { cause },
    )
  }
  if (text.length > maxMessageLength) throw new ServiceError('too_large', `An agent's message may hold ${maxMessageLength} characters.`)
  return text
}

function requireMac({ mac }: Envelope, text: string, secret: string | null): void {
  if (mac === undefined) throw refused('The message carries no signature.')
  if (secret === null || !isMac(mac, secret, text))
    throw refused('The MAC is not of this node’s present session. Sign the message, or register again.')
}

async function isSignedBy(nodeId: string, signature: string, text: string): Promise<boolean> {
  if (!/^0x[0-9a-f]{130}$/i.test(signature)) return false
  try {
    const signer = await recoverMessageAddress({
      message: text,
      signature: signature as `0x${string}`,
    })
    return signer.toLowerCase() === nodeId.toLowerCase()
  } catch {
    return false // Not a point on the curve: nobody signed this.
  }
}

function refused(detail: string): ServiceError {
  return new ServiceError('unauthenticated', detail)
}
