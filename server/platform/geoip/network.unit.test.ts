import { describe, expect, it } from 'vitest'
import { type Address, parseAddress } from '@/server/core/geo/address'
import { addressHash, addressPrefix, networkOf } from './network'

const at = (text: string) => parseAddress(text) as Address

describe('what is kept of an address', () => {
  it('is its /16 or /32 as network, its /24 or /48 as prefix', () => {
    expect(networkOf(at('203.0.113.9'))).toBe('203.0.0.0/16')
    expect(addressPrefix(at('203.0.113.9'))).toBe('203.0.113.0/24')
    expect(networkOf(at('2001:db8:1:2::3'))).toBe('2001:db8::/32')
    expect(addressPrefix(at('2001:db8:1:2::3'))).toBe('2001:db8:1::/48')
    expect(networkOf(at('::ffff:203.0.113.9'))).toBe('203.0.0.0/16')
  })

  it('is a hash that depends on the key and on the address alone', () => {
    const hash = addressHash(at('203.0.113.9'), 'key')
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(addressHash(at('::ffff:203.0.113.9'), 'key')).toBe(hash)
    expect(addressHash(at('203.0.113.9'), 'other')).not.toBe(hash)
    expect(addressHash(at('203.0.113.8'), 'key')).not.toBe(hash)
  })
})
