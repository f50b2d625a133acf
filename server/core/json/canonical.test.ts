import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from './canonical'

it('writes the example of RFC 8785', () => {
  const value = {
    // biome-ignore lint/correctness/noPrecisionLoss: the RFC's own example
    numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  }
  expect(canonicalJson(value)).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  )
})

it('sorts keys by UTF-16 code units', () => {
  const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6']
  const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])))
  expect(Object.keys(JSON.parse(text)).filter((key) => key !== '1')).toEqual(['\r', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'])
})

it('is one text for one value, whatever the order of keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
      const shuffled = Object.fromEntries(Object.entries(record).reverse())
      expect(canonicalJson(shuffled)).toBe(canonicalJson(record))
      expect(canonicalJson(JSON.parse(canonicalJson(record)))).toBe(canonicalJson(record))
    }),
  )
})

it('refuses what JSON cannot say', () => {
  let deep: unknown = 1
  for (let i = 0; i < 10_000; i++) deep = [deep]
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, 1n, () => 1, '\ud800', deep])
    expect(() => canonicalJson(value)).toThrow(TypeError)
})
