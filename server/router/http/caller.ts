// Where a request on this connection comes from: the socket's peer, the trusted-proxy rule, and web's word where web
// streamed the request on.

import type { IncomingMessage } from 'node:http'
import { type Address, parseAddress } from '@/server/core/geo/address'
import { clientAddress } from '@/server/core/origin/client-address'
import { edgeCountry as edgeCountryOf } from '@/server/core/origin/edge-country'
import { internalPeerHeader, verifyInternalPeer } from '@/server/platform/internal-peer'
import type { RouterContext } from '../context'

export type Caller = { address: Address | null; malformed: boolean; edgeCountry: string | null }

/** Worked out when it is first asked for: a gateway that states its client needs it never. */
export function callerLater(ctx: RouterContext, req: IncomingMessage): () => Caller {
  let caller: Caller | null = null
  return () => {
    caller ??= callerOf(ctx, req)
    return caller
  }
}

function callerOf(ctx: RouterContext, req: IncomingMessage): Caller {
  const internal = verifyInternalPeer(one(req.headers[internalPeerHeader]), ctx.internalSecret, ctx.now())
  if (internal) {
    const { malformed, edgeCountry } = internal
    const address = internal.address === null ? null : parseAddress(internal.address)
    const isTranslated = internal.translated === true && address?.family === 4
    return { address: isTranslated ? { ...address, via: 'nat64' } : address, malformed, edgeCountry }
  }
  const peer = req.socket.remoteAddress
  const found = clientAddress({
    peer,
    // All its lines, which Node joins: `headersDistinct` would work out every header to get at this one.
    forwardedFor: linesOf(req.headers['x-forwarded-for']),
    trusted: ctx.trustedProxies,
    hopLimit: ctx.hopLimit,
  })
  return { ...found, edgeCountry: edgeCountryOf(one(req.headers['cf-ipcountry']), peer, ctx.trustedProxies) }
}

const linesOf = (value: string | string[] | undefined): readonly string[] => (typeof value === 'string' ? [value] : (value ?? []))
const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value.at(-1) : value)
