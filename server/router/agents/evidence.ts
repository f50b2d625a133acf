import { isDeepStrictEqual } from 'node:util'
import type { Address } from '@/server/core/geo/address'
import { addressEvidence } from '@/server/core/origin/address-evidence'
import { ServiceError } from '@/server/platform/errors'
import { addressHash, addressPrefix, networkOf } from '@/server/platform/geoip/network'
import type { NodeRecord } from '@/server/replica/node-record'
import type { RouterContext } from '../context'
import type { Caller } from '../http/caller'

export type AddressPart = Pick<NodeRecord, 'addressPrefix' | 'addressHash' | 'network' | 'addressFacts'>

/** What may be stored of an agent's address, and what independent sources say of it. */
export function addressPart(ctx: RouterContext, caller: Caller): AddressPart & { address: Address } {
  const { address, malformed } = caller
  const key = ctx.agents.secrets.addressKey
  if (address === null) throw new ServiceError('invalid_request', 'The connection has no address that a node could be placed by.')
  if (key === null)
    throw new ServiceError('unavailable', 'The installation’s secret has not been read yet: the database is away.', { retryAfterS: 5 })
  return {
    address,
    addressPrefix: addressPrefix(address),
    addressHash: addressHash(address, key),
    network: networkOf(address),
    // Behind a broken forwarding header stands a proxy, whose place says nothing of the node's.
    addressFacts: factsOf(ctx, malformed ? null : address),
  }
}

export function factsOf(ctx: Pick<RouterContext, 'replica' | 'geoip'>, address: Address | null): NodeRecord['addressFacts'] {
  return { ...addressEvidence(address, ctx.replica.snapshot().config, ctx.geoip), class: null }
}

export function hasSameFacts(a: NodeRecord, b: NodeRecord): boolean {
  return isDeepStrictEqual(a.addressFacts, b.addressFacts)
}
