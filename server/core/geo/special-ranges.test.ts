import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { describe, expect, it } from 'vitest'
import { type Address, parseAddress } from './address'
import { specialRange } from './special-ranges'

const rangeOf = (text: string) => specialRange(parseAddress(text) as Address)

describe('specialRange', () => {
  it('o09 knows private, shared, loopback and link-local addresses', () => {
    const texts = [
      '10.1.2.3',
      '100.64.9.9',
      '169.254.1.1',
      '127.0.0.1',
      '::1',
      'fe80::1%eth0',
      'fc00::1',
      '172.31.255.255',
      '192.168.0.1',
      '::ffff:10.0.0.1',
    ]
    expect(texts.map(rangeOf)).toEqual([
      'private',
      'shared',
      'link-local',
      'loopback',
      'loopback',
      'link-local',
      'private',
      'private',
      'private',
      'private',
    ])
  })

  it('o10 knows documentation, benchmark, reserved, unspecified and multicast addresses', () => {
    const texts = [
      '192.0.2.1',
      '198.18.0.1',
      '240.0.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '2001:db8::1',
      '3fff::1',
      'ff02::1',
      '::',
      '255.255.255.255',
      '2001::1',
      '5f00::1',
    ]
    expect(texts.map(rangeOf)).toEqual([
      'documentation',
      'benchmark',
      'reserved',
      'unspecified',
      'multicast',
      'documentation',
      'documentation',
      'multicast',
      'unspecified',
      'reserved',
      'reserved',
      'reserved',
    ])
  })

  it('leaves the neighbours of special ranges alone', () => {
    const texts = [
      '9.255.255.255',
      '11.0.0.0',
      '100.63.255.255',
      '100.128.0.0',
      '172.15.255.255',
      '172.32.0.0',
      '192.167.0.1',
      '198.17.0.1',
      '198.20.0.1',
      '223.255.255.255',
      '2001:200::1',
      '2001:db7::1',
      '2a00::1',
      '2000::1',
      '3ffe::1',
      '8.8.8.8',
    ]
    expect(texts.map(rangeOf).filter((range) => range !== null)).toEqual([])
  })

  it('calls every address special that an independent table does', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const kind = ipaddr.process(text).range()
        // The oracle does not look inside translated addresses.
        if (kind === 'unicast' || kind === '6to4' || kind === 'rfc6052') return
        expect([text, kind, rangeOf(text) !== null]).toEqual([text, kind, true])
      }),
      { numRuns: 5000 },
    )
  })
})
