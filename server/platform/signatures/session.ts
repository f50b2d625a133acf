// A session's secret is derived, never stored: any router can check any node's heartbeats knowing the installation's
// master secret and the node's present session id. A new registration makes a new id, which ends the old secret.

import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'

export function newSessionId(): string {
  return randomBytes(12).toString('base64url')
}

/** 43 characters of base64url. */
export function sessionSecret(master: string | Uint8Array, nodeId: string, sessionId: string): string {
  return createHmac('sha256', master).update(`agent-session\n${nodeId.toLowerCase()}\n${sessionId}`).digest('base64url')
}

const BLOCK_BYTES = 64
const outer = Buffer.alloc(BLOCK_BYTES + 32)

/**
 * HMAC-SHA256 (RFC 2104) keyed with the secret's own text, so that an agent needs to decode nothing. Hex. By two plain hashes: an
 * Hmac object is of use once, costs twice as much and the collector besides.
 */
export function messageMac(secret: string, text: string): string {
  const bytes = Buffer.from(secret)
  const key = bytes.length > BLOCK_BYTES ? hash('sha256', bytes, 'buffer') : bytes
  const inner = Buffer.allocUnsafe(BLOCK_BYTES + Buffer.byteLength(text))
  for (let i = 0; i < BLOCK_BYTES; i++) {
    const byte = i < key.length ? key[i]! : 0
    inner[i] = byte ^ 0x36
    outer[i] = byte ^ 0x5c
  }
  inner.write(text, BLOCK_BYTES)
  outer.write(hash('sha256', inner, 'binary'), BLOCK_BYTES, 'latin1')
  return hash('sha256', outer, 'hex')
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
