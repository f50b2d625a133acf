// Where a request on this connection comes from: the socket's peer, the trusted-proxy rule, and web's word where web
// streamed the request on.

import type { IncomingMessage } from 'node:http'
import type { Address } from '@/server/core/geo/address'
import { parseAddress } from '@/server/core/geo/address'
import { clientAddress } from '@/server/core/origin/client-address'
import { edgeCountry } from '@/server/core/origin/edge-country'
import { internalPeerHeader, verifyInternalPeer } from '@/server/platform/internal-peer'
import type { RouterContext } from '../context'

export type Caller = { address: Address | null; malformed: boolean; edgeCountry: string | null }

export function callerOf(ctx: RouterContext, req: IncomingMessage): Caller {
  const internal = verifyInternalPeer(one(req.headers[internalPeerHeader]), ctx.internalSecret, ctx.now())
  if (internal) {
    return {
      address: internal.address === null ? null : parseAddress(internal.address),
      malformed: internal.malformed,
      edgeCountry: internal.edgeCountry,
    }
  }
  const peer = req.socket.remoteAddress
  const found = clientAddress({
    peer,
    forwardedFor: req.headersDistinct['x-forwarded-for'] ?? [],
    trusted: ctx.trustedProxies,
    hopLimit: ctx.hopLimit,
  })
  return { ...found, edgeCountry: edgeCountry(one(req.headers['cf-ipcountry']), peer, ctx.trustedProxies) }
}

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value.at(-1) : value)
