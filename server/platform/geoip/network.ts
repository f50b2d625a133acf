import { createHmac } from 'node:crypto'
import { type Address, formatAddress } from '@/server/core/geo/address'
import { formatCidr, prefixOf } from '@/server/core/geo/cidr'

/** The network that a node is counted under where no ASN is known: its /16 (IPv4) or /32 (IPv6). */
export function networkOf(address: Address): string {
  return formatCidr(prefixOf(address, address.family === 4 ? 16 : 32))
}

/** As much of a node's address as may be stored: its /24 or /48. */
export function addressPrefix(address: Address): string {
  return formatCidr(prefixOf(address, address.family === 4 ? 24 : 48))
}

/** Tells whether two messages came from one address without storing it. The key must not leave the installation. */
export function addressHash(address: Address, key: string | Uint8Array): string {
  return createHmac('sha256', key).update(formatAddress(address)).digest('hex')
}
