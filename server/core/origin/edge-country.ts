// The country that a CDN edge names (`cf-ipcountry`). Anybody can send the header, so it counts only when the socket
// peer is a trusted proxy, which sets or strips it.

import { parseAddress } from '../geo/address'
import type { CidrSet } from '../geo/cidr'
import { isTrustedProxy } from './client-address'

/** The two-character code as the edge gave it (`T1` included, which says Tor), or null. */
export function edgeCountry(header: string | null | undefined, peer: string | null | undefined, trusted: CidrSet): string | null {
  if (!header || !peer) return null
  const address = parseAddress(peer)
  if (!address || !isTrustedProxy(address, trusted)) return null
  const code = header.trim().toUpperCase()
  return /^[A-Z][A-Z0-9]$/.test(code) ? code : null
}
