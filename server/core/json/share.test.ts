import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isEqual, share } from './share'

describe('sharing structure', () => {
  it('is the previous document where nothing differs', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy = JSON.parse(JSON.stringify(value)) as unknown
        const first = JSON.parse(JSON.stringify(value)) as unknown
        expect(Object.is(share(first, copy), first)).toBe(true)
      }),
    )
  })

  it('is the previous document whatever order the keys come back in', () => {
    const before = { zones: [{ code: 'EU', name: 'Europe' }], models: ['m'] }
    expect(share(before, { models: ['m'], zones: [{ name: 'Europe', code: 'EU' }] })).toBe(before)
  })

  it('always equals the next document', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(share(a, b)).toEqual(b)
      }),
    )
  })

  it('keeps the parts that stay, and only those', () => {
    const before = {
      zones: [
        { code: 'EU', at: [1, 2] },
        { code: 'NA', at: [3, 4] },
      ],
      gate: { salt: 'geo' },
    }
    const after = share(before, {
      zones: [
        { code: 'EU', at: [1, 2] },
        { code: 'NA', at: [3, 5] },
      ],
      gate: { salt: 'geo' },
    })
    expect(after.zones[0]).toBe(before.zones[0])
    expect(after.gate).toBe(before.gate)
    expect(after.zones[1]).not.toBe(before.zones[1])
  })
})

describe('equality', () => {
  it('is that of the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(isEqual(value, JSON.parse(JSON.stringify(value)))).toBe(true)
      }),
    )
    expect(isEqual({ a: 1, b: undefined }, { a: 1 })).toBe(true)
    expect(isEqual({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true)
    expect(isEqual([1, 2], [2, 1])).toBe(false)
    expect(isEqual({}, [])).toBe(false)
    expect(isEqual({ a: null }, {})).toBe(false)
  })
})
