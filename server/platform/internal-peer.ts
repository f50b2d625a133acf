// How web tells a router what it found out about a caller whose request it streams on. A Next handler never sees the
// socket and the router would only see web's, so web applies the trusted-proxy rule itself and passes the result,
// signed with a secret both got at start. An unsigned or stale header is as good as none.

import { createHmac, timingSafeEqual } from 'node:crypto'

export const internalPeerHeader = 'x-geo-internal-peer'

export type InternalPeer = {
  /** The caller's address after the trusted-proxy rule, or null where there is none. */
  address: string | null
  /** A forwarding header held something that is not an address. */
  malformed: boolean
  /** The country a trusted edge named. */
  edgeCountry: string | null
  /** The IPv4 address stood inside a NAT64 or 6to4 one, so that whoever wrote it chose it. */
  translated?: boolean
}

const MAX_AGE_MS = 60_000

/** The header's value: `<payload>.<HMAC-SHA256>`, both base64url. Signed anew for every request. */
export function signInternalPeer(peer: InternalPeer, secret: string, now: number): string {
  const payload = Buffer.from(JSON.stringify([peer.address, peer.malformed, peer.edgeCountry, now, peer.translated ?? false])).toString(
    'base64url',
  )
  return `${payload}.${mac(payload, secret).toString('base64url')}`
}

/** What the header says, or null unless it was signed with this secret less than a minute from `now`. */
export function verifyInternalPeer(header: string | undefined, secret: string | null, now: number): InternalPeer | null {
  if (header === undefined || !secret) return null
  const [payload = '', signature = '', ...rest] = header.split('.')
  const given = Buffer.from(signature, 'base64url')
  const wanted = mac(payload, secret)
  if (rest.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
  const [address, malformed, edgeCountry, signedAt, translated] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Payload
  return Math.abs(now - signedAt) <= MAX_AGE_MS ? { address, malformed, edgeCountry, translated } : null
}

type Payload = [address: string | null, malformed: boolean, edgeCountry: string | null, signedAt: number, translated: boolean]

function mac(payload: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`geo-internal-peer\n${payload}`).digest()
}
