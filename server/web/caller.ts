// Who is at the other end of a connection to web, by the trusted-proxy rule. Found out once, here, before any handler:
// inside Next the socket is out of sight and its own forwarding headers are the client's to write.

import type { IncomingMessage } from 'node:http'
import { type Address, parseAddress } from '@/server/core/geo/address'
import type { CidrSet } from '@/server/core/geo/cidr'
import { clientAddress, isTrustedProxy } from '@/server/core/origin/client-address'
import { edgeCountry } from '@/server/core/origin/edge-country'

export type WebCaller = {
  address: Address | null
  malformed: boolean
  edgeCountry: string | null
  /** The scheme the browser used: a trusted proxy's word, else what this socket is. */
  scheme: 'http' | 'https'
  /** The host the browser asked for. */
  host: string
}

export function webCaller(req: IncomingMessage, trusted: CidrSet, hopLimit?: number): WebCaller {
  const peer = req.socket.remoteAddress
  const address = peer ? parseAddress(peer) : null
  const fromProxy = address !== null && isTrustedProxy(address, trusted)
  const found = clientAddress({ peer, forwardedFor: req.headersDistinct['x-forwarded-for'] ?? [], trusted, hopLimit })
  const proto = fromProxy ? last(req.headersDistinct['x-forwarded-proto']) : null
  const host = (fromProxy ? last(req.headersDistinct['x-forwarded-host']) : null) ?? req.headers.host ?? 'localhost'
  return {
    ...found,
    edgeCountry: edgeCountry(last(req.headersDistinct['cf-ipcountry']), peer, trusted),
    scheme: proto?.toLowerCase() === 'https' ? 'https' : 'http',
    host: validHost(host),
  }
}

/** The entry that the nearest hop wrote. */
function last(lines: readonly string[] | undefined): string | null {
  const entry = lines?.join(',').split(',').at(-1)?.trim()
  return entry ? entry : null
}

/** A host and port and nothing else: it is put into URLs. */
function validHost(host: string): string {
  return /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i.test(host) ? host : 'localhost'
}
