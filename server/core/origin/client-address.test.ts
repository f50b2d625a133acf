import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAddress, parseAddress } from '../geo/address'
import { CidrSet } from '../geo/cidr'
import { clientAddress } from './client-address'

const ten = CidrSet.parse(['10.0.0.0/8'])
const walk = (peer: string | null, forwardedFor: string[], trusted = ten, hopLimit?: number) => {
  const { address, malformed } = clientAddress({ peer, forwardedFor, trusted, hopLimit })
  return [address && formatAddress(address), malformed]
}

describe('clientAddress', () => {
  it('o01 takes the peer and ignores the header where no proxy is trusted', () => {
    expect(walk('203.0.113.9', ['8.8.8.8'], CidrSet.parse([]))).toEqual(['203.0.113.9', false])
  })

  it('o02 steps through one trusted proxy and no further', () => {
    expect(walk('10.0.0.5', ['1.2.3.4, 198.51.100.7'], ten, 1)).toEqual(['198.51.100.7', false])
    expect(walk('10.0.0.5', ['1.2.3.4, 10.0.0.7'], ten, 1)).toEqual(['10.0.0.7', false])
    expect(walk('10.0.0.5', ['1.2.3.4, 10.0.0.7'], ten, 2)).toEqual(['1.2.3.4', false])
    expect(walk('10.0.0.5', ['1.2.3.4'], ten, 0)).toEqual(['10.0.0.5', false])
  })

  it('o03 reads several header lines as one list, from the right', () => {
    expect(walk('10.0.0.5', ['1.2.3.4', '198.51.100.7'])).toEqual(['198.51.100.7', false])
    expect(walk('10.0.0.5', ['1.2.3.4, 198.51.100.7', '10.0.0.6'])).toEqual(['198.51.100.7', false])
  })

  it('o04 strips the port and does not look left of an untrusted entry', () => {
    expect(walk('10.0.0.5', ['unknown, 198.51.100.7:4711'])).toEqual(['198.51.100.7', false])
    expect(walk('10.0.0.5', ['unknown, 10.0.0.6'])).toEqual(['10.0.0.6', true])
  })

  it('o05 keeps the last good peer at an entry that is no address', () => {
    expect(walk('10.0.0.5', ['garbage'])).toEqual(['10.0.0.5', true])
    expect(walk('10.0.0.5', ['8.8.8.8, garbage, 10.1.1.1'])).toEqual(['10.1.1.1', true])
    expect(walk('10.0.0.5', ['x'.repeat(100_000)])).toEqual(['10.0.0.5', true])
  })

  it('o06 looks at no more of a long header than the hop limit', () => {
    const header = `${Array.from({ length: 9_999 }, () => '10.9.9.9').join(', ')}, 198.51.100.7`
    expect(walk('10.0.0.5', [header])).toEqual(['198.51.100.7', false])
    expect(walk('10.0.0.5', [Array.from({ length: 10_000 }, () => '10.9.9.9').join(',')])).toEqual(['10.9.9.9', false])
    expect(walk('10.0.0.5', [','.repeat(10_000)])).toEqual(['10.0.0.5', true])
    let reads = 0
    const lines = new Proxy(
      Array.from({ length: 10_000 }, () => '10.9.9.9'),
      {
        get: (target, key, receiver) => {
          if (typeof key === 'string' && /^\d+$/.test(key)) reads++
          return Reflect.get(target, key, receiver)
        },
      },
    )
    expect(walk('10.0.0.5', lines)).toEqual(['10.9.9.9', false])
    expect(reads).toBeLessThan(20)
  })

  it('skips empty list elements and empty lines', () => {
    expect(walk('10.0.0.5', ['198.51.100.7, , '])).toEqual(['198.51.100.7', false])
    expect(walk('10.0.0.5', ['198.51.100.7', '', ' '])).toEqual(['198.51.100.7', false])
    expect(walk('10.0.0.5', [''])).toEqual(['10.0.0.5', false])
    expect(walk('10.0.0.5', [])).toEqual(['10.0.0.5', false])
  })

  it('o07 trusts a proxy however its address is written, but never one that only names it inside NAT64 or 6to4', () => {
    expect(walk('::ffff:10.0.0.5', ['198.51.100.7'])).toEqual(['198.51.100.7', false])
    expect(walk('64:ff9b::10.0.0.5', ['198.51.100.7'])).toEqual(['10.0.0.5', false])
    expect(walk('2002:a00:5::1', ['198.51.100.7'])).toEqual(['10.0.0.5', false])
  })

  it('has no address where the peer has none', () => {
    expect(walk(null, ['8.8.8.8'])).toEqual([null, false])
    expect(walk('', ['8.8.8.8'])).toEqual([null, false])
  })

  it('never answers an address left of an untrusted hop, nor one that nobody wrote', () => {
    const entry = fc.oneof(
      fc.nat(3).map((n) => `10.0.0.${n}`),
      fc.nat(255).map((n) => `198.51.100.${n}:80`),
      fc.constantFrom('garbage', 'unknown', '::1', '[2001:db8::1]:1'),
    )
    fc.assert(
      fc.property(
        entry,
        fc.array(fc.array(entry, { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
        fc.nat(6),
        (peer, lines, hopLimit) => {
          const { address, malformed } = clientAddress({ peer, forwardedFor: lines.map((line) => line.join(',')), trusted: ten, hopLimit })
          const chain = [...lines.flat(), peer].reverse().map((text) => parseAddress(text))
          const untrusted = chain.findIndex((hop) => hop === null || !ten.has(hop))
          const stop = Math.min(untrusted < 0 ? chain.length - 1 : untrusted, hopLimit, chain.length - 1)
          const broken = chain[stop] === null
          expect(address).toEqual(broken ? (chain[stop - 1] ?? null) : chain[stop])
          expect(malformed).toBe(broken && stop > 0)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
