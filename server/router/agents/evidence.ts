import type { CompiledConfig } from '@/server/core/config/compiled'
import { type Address, isSameAddress } from '@/server/core/geo/address'
import { addressEvidence } from '@/server/core/origin/address-evidence'
import { ServiceError } from '@/server/platform/errors'
import { addressHash, addressPrefix, networkOf } from '@/server/platform/geoip/network'
import type { NodeRecord } from '@/server/replica/node-record'
import type { RouterContext } from '../context'
import type { Caller } from '../http/caller'

export type AddressPart = Pick<NodeRecord, 'addressPrefix' | 'addressHash' | 'network' | 'addressFacts'>

/** Where an agent speaks from, and what may be stored of it: good for as long as the configuration stands. */
export type Heard = Pick<Caller, 'malformed'> & { address: Address; config: CompiledConfig; part: AddressPart }

/** What there is of an agent's address and what independent sources say of it. `known`: of its last message; most come from there again. */
export function hear(ctx: RouterContext, known: Heard | undefined, { address, malformed }: Caller): Heard {
  if (address === null) throw new ServiceError('invalid_request', 'The connection has no address that a node could be placed by.')
  const { config } = ctx.replica.snapshot()
  if (known?.config === config && known.malformed === malformed && isSameAddress(known.address, address)) return known
  const key = ctx.agents.secrets.addressKey
  if (key === null)
    throw new ServiceError('unavailable', 'The installation’s secret has not been read yet: the database is away.', { retryAfterS: 5 })
  const part = {
    addressPrefix: addressPrefix(address),
    addressHash: addressHash(address, key),
    network: networkOf(address),
    addressFacts: factsOf(ctx, { address, malformed }),
  }
  return { address, malformed, config, part }
}

/** Behind a broken forwarding header stands a proxy, whose place says nothing of the node's. */
export function factsOf(
  ctx: Pick<RouterContext, 'replica' | 'geoip'>,
  { address, malformed }: Pick<Heard, 'address' | 'malformed'>,
): NodeRecord['addressFacts'] {
  return { ...addressEvidence(malformed ? null : address, ctx.replica.snapshot().config, ctx.geoip), class: null }
}

export function hasSameFacts({ addressFacts: a }: AddressPart, { addressFacts: b }: AddressPart): boolean {
  if (a === b) return true
  const isSameOverride = a.override?.country === b.override?.country && a.override?.subdivision === b.override?.subdivision
  if (!isSameOverride || a.class !== b.class || a.databases.length !== b.databases.length) return false
  return a.databases.every(({ source, country }, i) => source === b.databases[i]!.source && country === b.databases[i]!.country)
}

export function isSamePart(a: AddressPart, b: AddressPart): boolean {
  return a.addressPrefix === b.addressPrefix && a.addressHash === b.addressHash && a.network === b.network && hasSameFacts(a, b)
}
