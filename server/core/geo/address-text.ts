// Reads the two textual forms of IP addresses, and nothing else: no ports, brackets or zone ids (address.ts strips
// those). Written out by hand because it runs once a request on attacker-supplied text: one pass, no allocation for
// IPv4, and strict where parsers differ (no octal, hex, short or leading-zero forms), so that two hops never read
// one text as two addresses.

/** The 32-bit value of a dotted quad in `text[start, end)`, or −1. */
export function readIPv4(text: string, start: number, end: number): number {
  let value = 0
  let at = start
  for (let part = 0; part < 4; part++) {
    if (part > 0 && (at >= end || text.charCodeAt(at++) !== 46)) return -1
    if (at >= end) return -1
    let octet = text.charCodeAt(at++) - 48
    if (octet < 0 || octet > 9) return -1
    // After a leading 0 only a dot may come.
    for (let more = octet > 0 ? 2 : 0; more > 0 && at < end; more--) {
      const digit = text.charCodeAt(at) - 48
      if (digit < 0 || digit > 9) break
      octet = octet * 10 + digit
      at++
    }
    if (octet > 255) return -1
    value = value * 256 + octet
  }
  return at === end ? value : -1
}

/** Four big-endian 32-bit words. */
export type Words = readonly [number, number, number, number]

/** The words of an IPv6 address in `text[start, end)` (RFC 4291 §2.2, an IPv4 tail allowed), or null. */
export function readIPv6(text: string, start: number, end: number): Words | null {
  const groups: number[] = []
  let gap = -1
  let i = start
  if (text.charCodeAt(i) === 58 && text.charCodeAt(i + 1) === 58 && end - start >= 2) {
    gap = 0
    i += 2
  }
  while (i < end) {
    if (groups.length >= 8) return null
    const groupStart = i
    let value = 0
    while (i < end && i - groupStart < 4) {
      const digit = hexDigit(text.charCodeAt(i))
      if (digit < 0) break
      value = value * 16 + digit
      i++
    }
    if (i < end && text.charCodeAt(i) === 46) {
      const tail = readIPv4(text, groupStart, end)
      if (tail < 0 || groups.length > 6) return null
      groups.push(tail >>> 16, tail & 0xffff)
      break
    }
    if (i === groupStart) return null
    groups.push(value)
    if (i === end) break
    if (text.charCodeAt(i++) !== 58 || i === end) return null
    if (text.charCodeAt(i) === 58) {
      if (gap >= 0) return null
      gap = groups.length
      i++
    }
  }
  if (gap < 0 ? groups.length !== 8 : groups.length > 7) return null
  if (gap >= 0) groups.splice(gap, 0, ...new Array<number>(8 - groups.length).fill(0))
  return [word(groups, 0), word(groups, 2), word(groups, 4), word(groups, 6)]
}

const word = (groups: readonly number[], i: number) => (groups[i] ?? 0) * 0x10000 + (groups[i + 1] ?? 0)

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const lower = code | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}
