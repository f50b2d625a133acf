import { describe, expect, it } from 'vitest'
import { CidrSet } from '../geo/cidr'
import { edgeCountry } from './edge-country'

const trusted = CidrSet.parse(['10.0.0.0/8'])

describe('edgeCountry', () => {
  it('o15 ignores the header of an untrusted peer', () => {
    expect(edgeCountry('FR', '203.0.113.9', trusted)).toBe(null)
    expect(edgeCountry('FR', '10.0.0.5', CidrSet.parse([]))).toBe(null)
    expect(edgeCountry('FR', '2002:a00:5::1', trusted)).toBe(null)
    expect(edgeCountry('FR', undefined, trusted)).toBe(null)
  })

  it('takes a code from a trusted peer, and nothing else', () => {
    expect(edgeCountry('FR', '10.0.0.5', trusted)).toBe('FR')
    expect(edgeCountry(' fr ', '::ffff:10.0.0.5', trusted)).toBe('FR')
    expect(edgeCountry('T1', '10.0.0.5', trusted)).toBe('T1')
    for (const header of ['', 'FRA', 'F', '<b>', 'FR, DE', null]) expect(edgeCountry(header, '10.0.0.5', trusted)).toBe(null)
  })
})
