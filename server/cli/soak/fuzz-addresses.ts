// Addresses as text against a slow reference made of regular expressions, node's own check of IPv6 and ipaddr.js.

import { isIPv6 } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import ipaddr from 'ipaddr.js'
import { type Address, formatAddress, parseAddress } from '@/server/core/geo/address'
import type { Random } from '../demo/random'
import { type Fuzzer, mangle, oneLine } from './fuzz'

const alphabet = [...'0123456789abcdefABCDEF:.[]%/ -+xg,_\t', '::', '::ffff:', '255', '256', '00', '\u00a0', '１']

export const addresses: Fuzzer = {
  name: 'addresses',
  try(random) {
    const text = mangle(wrap(drawAddress(random), random), alphabet, 3, random)
    const found = parseAddress(text)
    const wanted = readSlowly(text)
    if (!isDeepStrictEqual(found, wanted)) return `${oneLine(text)} is read as ${oneLine(found)} and is ${oneLine(wanted)}`
    const again = found && parseAddress(formatAddress(found))
    const plain = found && { ...found, via: 'direct' as const }
    return isDeepStrictEqual(again, plain) ? null : `${oneLine(text)} does not survive being written: ${oneLine(again)}`
  },
}

function drawAddress(random: Random): string {
  const quad = () => Array.from({ length: 4 }, () => (random.int(3) === 0 ? random.pick([0, 1, 127, 255]) : random.int(256))).join('.')
  if (random.int(3) === 0) return quad()
  const groups = Array.from({ length: 8 }, () =>
    random.int(3) === 0 ? '0' : random.int(0x10000).toString(16).padStart(random.int(5), '0'),
  )
  const prefix = random.pick(['', '', '::ffff:', '64:ff9b::', '2002:', '::', 'fe80::'])
  const kept = groups.slice(0, random.int(9))
  const tail = random.int(4) === 0 ? `:${quad()}` : ''
  const gap = random.int(kept.length + 1)
  const text =
    kept.length + (tail ? 2 : 0) >= 8 ? kept.join(':') + tail : `${kept.slice(0, gap).join(':')}::${kept.slice(gap).join(':')}${tail}`
  if (prefix !== '' && random.int(2) === 0) return prefix + (random.int(2) === 0 ? quad() : kept.slice(0, 3).join(':'))
  return random.int(2) === 0 ? text.toUpperCase() : text
}

function wrap(text: string, random: Random): string {
  const port = random.pick(['', '', '', ':80', ':65535', ':65536', ':0', ':'])
  const zone = random.int(8) === 0 ? random.pick(['%eth0', '%25en-0', '%1', '%']) : ''
  const inner = text + zone
  const bracketed = random.int(4) === 0 ? `[${inner}]${port}` : text.includes(':') ? inner : inner + port
  return random.int(6) === 0 ? ` ${bracketed}\t` : bracketed
}

/** What an address is by the documents: RFC 4291 §2.2, RFC 3986's brackets, RFC 6874's zones; canonical as RFC 4291, 6052 and 3056 say. */
export function readSlowly(text: string): Address | null {
  if (text.length > 100) return null
  const bracketed = /^\[([^\]]*)\](?::(\d{1,5}))?$/.exec(text.trim())
  if (bracketed) return isPort(bracketed[2]) ? read6(bracketed[1]!) : null
  const bare = text.trim()
  const ported = /^([^:]*):(\d{1,5})$/.exec(bare)
  if (ported) return isPort(ported[2]) ? read4(ported[1]!) : null
  return bare.includes(':') ? read6(bare) : read4(bare)
}

const isPort = (digits: string | undefined): boolean => digits === undefined || Number(digits) <= 65_535

function read4(text: string): Address | null {
  if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text) || !ipaddr.IPv4.isValidFourPartDecimal(text)) return null
  return { family: 4, value: numberOf(ipaddr.IPv4.parse(text).toByteArray()), via: 'direct' }
}

function read6(text: string): Address | null {
  const [, address, zone] = /^([^%]*)(%.*)?$/s.exec(text)!
  if (zone !== undefined && !/^%[A-Za-z0-9_.~-]+$/.test(zone)) return null
  if (!isIPv6(address!)) return null
  // ipaddr.js reads `::1.2.3.4` as an IPv4-mapped address; in hexadecimal it cannot.
  const hex = address!.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => `${pair(a, b)}:${pair(c, d)}`)
  const bytes = ipaddr.IPv6.parse(hex).toByteArray()
  const starts = (...prefix: number[]) => prefix.every((byte, i) => bytes[i] === byte)
  const zeros = (count: number) => new Array<number>(count).fill(0)
  if (starts(...zeros(10), 0xff, 0xff)) return { family: 4, value: numberOf(bytes.slice(12)), via: 'mapped' }
  if (starts(0, 0x64, 0xff, 0x9b, ...zeros(8))) return { family: 4, value: numberOf(bytes.slice(12)), via: 'nat64' }
  if (starts(0x20, 0x02)) return { family: 4, value: numberOf(bytes.slice(2, 6)), via: '6to4' }
  const word = (at: number) => numberOf(bytes.slice(at, at + 4))
  return { family: 6, words: [word(0), word(4), word(8), word(12)], via: 'direct' }
}

const pair = (high: string, low: string): string => (Number(high) * 256 + Number(low)).toString(16)
const numberOf = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0)
