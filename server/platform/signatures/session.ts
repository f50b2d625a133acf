// A session's secret is derived, never stored: any router can check any node's heartbeats knowing the installation's
// master secret and the node's present session id. A new registration makes a new id, which ends the old secret.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export function newSessionId(): string {
  return randomBytes(12).toString('base64url')
}

/** 43 characters of base64url. */
export function sessionSecret(master: string | Uint8Array, nodeId: string, sessionId: string): string {
  return createHmac('sha256', master).update(`agent-session\n${nodeId.toLowerCase()}\n${sessionId}`).digest('base64url')
}

/** Keyed with the secret's own text, so that an agent needs to decode nothing. Hex. */
export function messageMac(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}

/** Constant-time. Hex in either case, with or without 0x. */
export function isMac(mac: string, secret: string, text: string): boolean {
  const given = mac.replace(/^0x/i, '')
  if (!/^[0-9a-f]{64}$/i.test(given)) return false
  return timingSafeEqual(Buffer.from(given, 'hex'), Buffer.from(messageMac(secret, text), 'hex'))
}
