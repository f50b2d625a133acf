// Which address is the client's. Starts at the socket peer and steps one X-Forwarded-For entry to the left only while
// the address reached is a trusted proxy, since each entry was written by the hop to its right: the first untrusted
// address is the last that anybody we trust has seen. The leftmost entry is never simply believed. Only the rightmost
// entries are ever looked at, so a header of 10,000 costs no more than one of ten.

import { type Address, isTranslated, parseAddress } from '../geo/address'
import type { CidrSet } from '../geo/cidr'

export type ClientAddress = {
  address: Address | null
  /** An entry that is no address was met: `address` is the last good hop, a proxy and not the client. */
  malformed: boolean
}

const defaultHopLimit = 8
/** Empty list elements are skipped (RFC 9110 §5.6.1.2), but not without end. */
const maxEmpty = 16

export function clientAddress(input: {
  /** `socket.remoteAddress`, or what web passed on for its own peer. */
  peer: string | null | undefined
  /** The header's lines in the order they came. */
  forwardedFor: readonly string[]
  trusted: CidrSet
  /** How many proxies may be stepped through. */
  hopLimit?: number
}): ClientAddress {
  const { forwardedFor, trusted, hopLimit = defaultHopLimit } = input
  let address = input.peer ? parseAddress(input.peer) : null
  if (!address) return { address: null, malformed: false }
  const entries = fromTheRight(forwardedFor)
  for (let hop = 0; hop < hopLimit && isTrustedProxy(address, trusted); hop++) {
    const entry = entries.next()
    if (entry.done) break
    const next = parseAddress(entry.value)
    if (!next) return { address, malformed: true }
    address = next
  }
  return { address, malformed: false }
}

/** An IPv4 written inside a NAT64 or 6to4 address was chosen by its writer, so it is trusted as nothing. */
export function isTrustedProxy(address: Address, trusted: CidrSet): boolean {
  return !isTranslated(address) && trusted.has(address)
}

function* fromTheRight(lines: readonly string[]): Generator<string, void> {
  let empty = 0
  for (let line = lines.length - 1; line >= 0; line--) {
    const text = lines[line] as string
    for (let end = text.length; end >= 0; ) {
      const comma = end === 0 ? -1 : text.lastIndexOf(',', end - 1)
      const entry = text.slice(comma + 1, end)
      if (entry.trim() !== '' || ++empty > maxEmpty) yield entry
      end = comma
    }
  }
}
