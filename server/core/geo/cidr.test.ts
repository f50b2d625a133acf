import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { describe, expect, it } from 'vitest'
import { type Address, formatAddress, parseAddress } from './address'
import { addressesAcross, type Cidr, CidrSet, cidrContains, cidrHolds, formatCidr, PrefixMap, parseCidr, prefixOf } from './cidr'

const at = (text: string) => parseAddress(text) as Address
const cidr = (text: string) => parseCidr(text) as Cidr

// Addresses and prefixes over few values, so that they meet.
const few = fc.constantFrom(0, 1, 10, 127, 128, 255)
const ipv4 = fc.tuple(few, few, few, few).map((parts) => parts.join('.'))
const ipv6 = fc.tuple(fc.constantFrom('2001', '2a00', 'fc00'), few, few, few).map((parts) => `${parts.join(':')}::${parts[3]}`)
const address = fc.oneof(ipv4, ipv6)
const prefix = fc.oneof(
  fc.tuple(ipv4, fc.nat(32)).map(([ip, bits]) => `${ip}/${bits}`),
  fc.tuple(ipv6, fc.nat(128)).map(([ip, bits]) => `${ip}/${bits}`),
)

const holds = (range: string, text: string) => {
  const [network, bits] = ipaddr.parseCIDR(range)
  const ip = ipaddr.parse(text)
  return ip.kind() === network.kind() && ip.match(network, bits)
}

describe('CIDR', () => {
  it('reads prefixes and bare addresses, clears host bits, and refuses the rest', () => {
    expect(formatCidr(cidr('10.1.2.3/8'))).toBe('10.0.0.0/8')
    expect(formatCidr(cidr('192.0.2.1'))).toBe('192.0.2.1/32')
    expect(formatCidr(cidr('2001:DB8::1/33'))).toBe('2001:db8::/33')
    expect(formatCidr(cidr('::1'))).toBe('::1/128')
    expect(formatCidr(cidr('::ffff:10.0.0.0/104'))).toBe('10.0.0.0/8')
    for (const text of ['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/-1', '10/8', '::/129', 'x/8', '', '10.0.0.0/8/8'])
      expect(parseCidr(text)).toBe(null)
  })

  it('contains exactly what an independent implementation says', () => {
    fc.assert(
      fc.property(prefix, address, (range, text) => cidrContains(cidr(range), at(text)) === holds(range, text)),
      { numRuns: 2000 },
    )
  })

  it('finds the longest prefix whatever the order of entry, and of equal ones the first', () => {
    fc.assert(
      fc.property(fc.array(prefix, { maxLength: 30 }), address, fc.nat(), (ranges, text, turn) => {
        const rotated = ranges.map((_, i) => ranges[(i + turn) % ranges.length] as string)
        const map = new PrefixMap(rotated.map((range) => [cidr(range), range] as const))
        const longest = rotated.filter((range) => holds(range, text)).sort((a, b) => cidr(b).prefix - cidr(a).prefix)[0]
        expect(map.find(at(text))).toBe(longest ?? null)
      }),
      { numRuns: 2000 },
    )
  })

  it('knows a set by its members', () => {
    const set = CidrSet.parse(['10.0.0.0/8', '2001:db8::/32', 'nonsense'])
    expect(set.has(at('10.255.0.1'))).toBe(true)
    expect(set.has(at('11.0.0.1'))).toBe(false)
    expect(set.has(at('2001:db8:ffff::1'))).toBe(true)
    expect(set.has(at('2001:db9::1'))).toBe(false)
    expect(CidrSet.parse([]).has(at('10.0.0.1'))).toBe(false)
  })

  it('cuts an address to a prefix that holds it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), ipv6), fc.nat(32), (text, bits) => {
        const cut = prefixOf(at(text), bits)
        expect(cidrContains(cut, at(text))).toBe(true)
        expect(parseCidr(formatCidr(cut))).toEqual(cut)
        expect(formatCidr(cut)).toBe(formatCidr(cidr(`${formatAddress(at(text))}/${bits}`)))
      }),
    )
  })
})

describe('addressesAcross', () => {
  const across = (text: string, most: number) => addressesAcross(cidr(text), most).map(formatAddress)

  it('lists a small prefix whole and spreads over a large one', () => {
    expect(across('203.0.113.7/32', 4)).toEqual(['203.0.113.7'])
    expect(across('203.0.113.0/30', 4)).toEqual(['203.0.113.0', '203.0.113.1', '203.0.113.2', '203.0.113.3'])
    expect(across('10.0.0.0/8', 2)).toEqual(['10.0.0.0', '10.128.0.0'])
    expect(across('0.0.0.0/0', 2)).toEqual(['0.0.0.0', '128.0.0.0'])
    expect(across('2001:db8::/32', 2)).toEqual(['2001:db8::', '2001:db8:8000::'])
  })

  it('stays inside, whatever the prefix', () => {
    fc.assert(
      fc.property(prefix, fc.integer({ min: 1, max: 40 }), (text, most) => {
        const range = cidr(text)
        const list = addressesAcross(range, most)
        expect(new Set(list.map(formatAddress)).size).toBe(list.length)
        for (const one of list) if (one.via === 'direct') expect(cidrContains(range, one)).toBe(true)
      }),
    )
  })
})

it('a prefix holds another exactly where it has all of its addresses', () => {
  fc.assert(
    fc.property(prefix, prefix, (a, b) => {
      const [outer, inner] = [cidr(a), cidr(b)]
      const isShorter = outer.family === inner.family && outer.prefix <= inner.prefix
      const first = addressesAcross(inner, 1)[0]!
      fc.pre(first.via === 'direct')
      expect(cidrHolds(outer, inner)).toBe(isShorter && cidrContains(outer, first))
    }),
  )
})
