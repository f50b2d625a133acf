import type { IncomingMessage } from 'node:http'
import { formatAddress } from '@/server/core/geo/address'
import { internalPeerHeader, signInternalPeer } from '@/server/platform/internal-peer'
import type { WebCaller } from './caller'

/** What proxies and clients may have written about who and where they are, and names that only web may use. */
const stripped = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-prefix',
  'x-forwarded-server',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
  'cf-connecting-ipv6',
  'cf-ipcountry',
  'cf-pseudo-ipv4',
  'fastly-client-ip',
  'x-original-forwarded-for',
  'via',
  'x-nonce',
  'content-security-policy',
  'x-middleware-subrequest',
  'x-invoke-path',
  'x-invoke-query',
  'x-matched-path',
  internalPeerHeader,
]

/** Takes them off in place: whoever reads this request's headers from here on reads only what web found out. */
export function stripForwarding(req: IncomingMessage): void {
  for (const name of stripped) delete req.headers[name]
  for (const name of Object.keys(req.headers)) if (name.startsWith('x-geo-')) delete req.headers[name]
}

/** No page has a server action: what Next would look for one by, and take a body apart for, is not shown to it. */
export function stripActions(req: IncomingMessage): void {
  for (const name of ['next-action', 'content-type']) delete req.headers[name]
}

export function internalPeerOf(caller: WebCaller, secret: string, now: number): string {
  const { address, malformed, edgeCountry } = caller
  const translated = address?.via === 'nat64' || address?.via === '6to4'
  return signInternalPeer({ address: address && formatAddress(address), malformed, edgeCountry, translated }, secret, now)
}
