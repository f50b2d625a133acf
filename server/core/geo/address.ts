// An IP address as the product compares it: one canonical value per host, so that `::ffff:203.0.113.9`, `203.0.113.9:4711`
// and `203.0.113.9` are the same address everywhere. IPv4 found inside NAT64 and 6to4 addresses is taken out too, but
// remembered (`via`): whoever writes such an address chooses the IPv4 in it, so it may place somebody (with low
// confidence) and must never make anybody a trusted proxy.

import { readIPv4, readIPv6, type Words } from './address-text'

export type Address4 = {
  readonly family: 4
  /** Unsigned 32 bits. */
  readonly value: number
  /** How it was written: plainly, as `::ffff:…`, or inside `64:ff9b::/96` or `2002::/16`. */
  readonly via: 'direct' | 'mapped' | 'nat64' | '6to4'
}
export type Address6 = { readonly family: 6; readonly words: Words; readonly via: 'direct' }
export type Address = Address4 | Address6

/** Whoever wrote it chose the IPv4 within. */
export const isTranslated = ({ via }: Address): boolean => via === 'nat64' || via === '6to4'

/** `[0123:…:255.255.255.255%zone]:65535` is under 90; anything longer is not an address. */
const maxLength = 100

export function isSameAddress(a: Address, b: Address): boolean {
  if (a.via !== b.via) return false
  if (a.family === 4) return b.family === 4 && a.value === b.value
  return b.family === 6 && a.words.every((word, i) => word === b.words[i])
}

/** Accepts a port, brackets and a zone id around the address; null for anything that is not exactly one address. */
export function parseAddress(text: string): Address | null {
  if (text.length > maxLength) return null
  // Most are a bare dotted quad.
  const bare = readIPv4(text, 0, text.length)
  if (bare >= 0) return { family: 4, value: bare, via: 'direct' }
  const trimmed = text.trim()
  const firstColon = trimmed.indexOf(':')
  if (firstColon < 0) return address4(readIPv4(trimmed, 0, trimmed.length), 'direct')
  if (trimmed.charCodeAt(0) === 91) {
    const close = trimmed.indexOf(']')
    if (close < 0 || (close + 1 < trimmed.length && !isPort(trimmed, close + 1))) return null
    return parse6(trimmed, 1, close)
  }
  if (trimmed.indexOf(':', firstColon + 1) < 0) {
    return isPort(trimmed, firstColon) ? address4(readIPv4(trimmed, 0, firstColon), 'direct') : null
  }
  return parse6(trimmed, 0, trimmed.length)
}

function parse6(text: string, start: number, end: number): Address | null {
  const zone = text.indexOf('%', start)
  if (zone >= 0 && zone < end && !/^%[\w.~-]+$/.test(text.slice(zone, end))) return null
  const words = readIPv6(text, start, zone >= 0 && zone < end ? zone : end)
  return words && fromWords(words)
}

/** The canonical address of 128 bits. */
export function fromWords(words: Words): Address {
  const [a, b, c, d] = words
  if (a === 0 && b === 0 && c === 0xffff) return { family: 4, value: d, via: 'mapped' }
  if (a === 0x0064ff9b && b === 0 && c === 0) return { family: 4, value: d, via: 'nat64' }
  if (a >>> 16 === 0x2002) return { family: 4, value: (a & 0xffff) * 0x10000 + (b >>> 16), via: '6to4' }
  return { family: 6, words, via: 'direct' }
}

/** Dotted quad, or RFC 5952 text. */
export function formatAddress(address: Address): string {
  return address.family === 4 ? formatIPv4(address.value) : formatIPv6(address.words)
}

export function formatIPv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`
}

export function formatIPv6(words: Words): string {
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff])
  let gapStart = -1
  let gapLength = 1
  for (let i = 0; i < 8; i++) {
    let end = i
    while (end < 8 && groups[end] === 0) end++
    if (end - i > gapLength) {
      gapStart = i
      gapLength = end - i
    }
    if (end > i) i = end
  }
  const hex = (part: number[]) => part.map((group) => group.toString(16)).join(':')
  if (gapStart < 0) return hex(groups)
  return `${hex(groups.slice(0, gapStart))}::${hex(groups.slice(gapStart + gapLength))}`
}

const address4 = (value: number, via: Address4['via']): Address4 | null => (value < 0 ? null : { family: 4, value, via })

function isPort(text: string, colon: number): boolean {
  const digits = text.slice(colon + 1)
  return text.charCodeAt(colon) === 58 && /^\d{1,5}$/.test(digits) && Number(digits) <= 65_535
}
