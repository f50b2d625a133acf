import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countries, countryCode, countryNumber, countryNumbers, isCountry } from './countries'

describe('countryNumber', () => {
  it('numbers every country from 1, without a gap', () => {
    expect([...countries.keys()].map(countryNumber)).toEqual(Array.from({ length: countries.size }, (_, i) => i + 1))
    expect([...countries.keys()].map((code) => countryCode(countryNumber(code)))).toEqual([...countries.keys()])
    expect([0, countryNumbers].map(countryCode)).toEqual([null, null])
    expect(countryNumbers).toBe(countries.size + 1)
  })

  it('knows nothing else', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.string({ unit: fc.constantFrom('A', 'Z', 'D', 'E', '@', '[', 'e', 'ä'), maxLength: 3 }),
    )
    fc.assert(
      fc.property(text, (code) => {
        expect([code, isCountry(code)]).toEqual([code, countries.has(code)])
      }),
    )
    expect(['', 'D', 'DEU', 'de', 'XX', 'XK', 'EU', '__'].map(countryNumber)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  })
})
