// The agents' side: what an agent (the demonstration's, a test's) sends.

import { randomBytes } from 'node:crypto'
import { type Envelope, type Purpose, signedText, type Unsigned } from './envelope'
import { messageMac } from './session'

type Draft = {
  purpose: Purpose | string
  audience: string
  payload: unknown
  timestamp?: string
  nonce?: string
}

/** Any of viem's local accounts. */
export type SigningAccount = {
  address: string
  signMessage(parameters: { message: string }): Promise<string>
}

export async function signAgentMessage(account: SigningAccount, draft: Draft & { nodeId?: string }): Promise<Envelope> {
  const message = complete({ nodeId: account.address.toLowerCase(), ...draft })
  return {
    ...message,
    signature: await account.signMessage({ message: signedText(message) }),
  }
}

/** Heartbeats only: `secret` is what registration answered. */
export function macAgentMessage(secret: string, draft: Draft & { nodeId: string }): Envelope {
  const message = complete(draft)
  return { ...message, mac: messageMac(secret, signedText(message)) }
}

function complete({ purpose, audience, nodeId, payload, timestamp, nonce }: Draft & { nodeId: string }): Unsigned {
  return {
    purpose,
    audience,
    nodeId,
    timestamp: timestamp ?? new Date().toISOString(),
    nonce: nonce ?? randomBytes(16).toString('hex'),
    payload,
  }
}
