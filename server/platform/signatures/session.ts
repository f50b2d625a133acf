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

const given = Buffer.alloc(32)
const wanted = Buffer.alloc(32)

/** Constant-time. Hex in either case, with or without 0x. */
export function isMac(mac: string, secret: string, text: string): boolean {
  const hex = /^0x/i.test(mac) ? mac.slice(2) : mac
  if (hex.length !== 64 || given.write(hex, 'hex') !== 32) return false
  wanted.write(messageMac(secret, text), 'hex')
  return timingSafeEqual(given, wanted)
}
