import { utf8 } from '../../hash/sha256'

/**
 * What the packed trace of any version has in it where the node with this id was looked at, so that a database can tell which of
 * thousands to unpack. It may be there for another reason too: only the trace itself says.
 */
export function nodeBytes(id: string): Uint8Array {
  if (!/^0x[0-9a-f]{40}$/.test(id)) return utf8(id)
  return Uint8Array.from({ length: 20 }, (_, i) => Number.parseInt(id.slice(2 + 2 * i, 4 + 2 * i), 16))
}
