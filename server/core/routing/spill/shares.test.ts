import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capacityHealth, hostHealth } from './health'
import { sharesOf } from './shares'

const hosts = (percents: readonly number[]) => sharesOf(percents.map((live) => hostHealth(live, 100, 1.4)))

// The tables of Envoy's manual, “Priority levels”: percent of live hosts by level → percent of traffic.
const published: [live: number[], traffic: number[]][] = [
  [
    [100, 100],
    [100, 0],
  ],
  [
    [72, 100],
    [100, 0],
  ],
  [
    [71, 100],
    [99, 1],
  ],
  [
    [50, 100],
    [70, 30],
  ],
  [
    [25, 100],
    [35, 65],
  ],
  [
    [0, 100],
    [0, 100],
  ],
  [
    [72, 72],
    [100, 0],
  ],
  [
    [71, 71],
    [99, 1],
  ],
  [
    [50, 50],
    [70, 30],
  ],
  [
    [25, 25],
    [50, 50],
  ],
  [
    [100, 100, 100],
    [100, 0, 0],
  ],
  [
    [72, 72, 100],
    [100, 0, 0],
  ],
  [
    [71, 71, 100],
    [99, 1, 0],
  ],
  [
    [50, 50, 100],
    [70, 30, 0],
  ],
  [
    [25, 100, 100],
    [35, 65, 0],
  ],
  [
    [25, 25, 100],
    [35, 35, 30],
  ],
  [
    [25, 25, 20],
    [36, 36, 28],
  ],
]

describe('shares without capacity data', () => {
  it.each(published)('l05 %j live gives %j', (live, traffic) => {
    expect(hosts(live)).toEqual(traffic)
  })

  it('l05 gives nothing to anybody where nobody is live', () => {
    expect(hosts([0, 0, 0])).toEqual([0, 0, 0])
  })

  it('shares by health where all together cannot take everything', () => {
    expect(sharesOf([20, 30])).toEqual([40, 60])
  })
})

it.each([
  [8, [100, 0]],
  [10, [80, 20]],
  [20, [40, 60]],
])('l06 ten slots and an offered load of %d give %j', (offered, shares) => {
  expect(sharesOf([capacityHealth(80 * 10, offered), 100])).toEqual(shares)
})

it('l06 takes a place without slots as full, and one that nobody asks for as free', () => {
  expect(capacityHealth(0, 0)).toBe(0)
  expect(capacityHealth(-80, 5)).toBe(0)
  expect(capacityHealth(80, 0)).toBe(100)
})

const healths = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 9 })

describe('shares', () => {
  it('sum to 100 wherever anybody can take anything, and are whole and never negative', () => {
    fc.assert(
      fc.property(healths, (list) => {
        const shares = sharesOf(list)
        expect(shares.reduce((a, b) => a + b, 0)).toBe(list.some((health) => health > 0) ? 100 : 0)
        for (const share of shares) expect(Number.isInteger(share) && share >= 0).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('give no place more than it can take while the others can take the rest', () => {
    fc.assert(
      fc.property(healths, (list) => {
        const total = list.reduce((a, b) => a + b, 0)
        const shares = sharesOf(list)
        if (total >= 100) for (const [i, share] of shares.entries()) expect(share).toBeLessThanOrEqual(list[i]!)
        // Rounding moves nobody by a whole percent.
        else for (const [i, share] of shares.entries()) expect(Math.abs(share * total - list[i]! * 100)).toBeLessThan(Math.max(1, total))
      }),
      { numRuns: 1000 },
    )
  })

  it('never give a place less when it gets healthier', () => {
    fc.assert(
      fc.property(healths, fc.nat(8), fc.integer({ min: 1, max: 50 }), (list, at, more) => {
        const i = at % list.length
        const better = list.map((health, n) => (n === i ? Math.min(100, health + more) : health))
        expect(sharesOf(better)[i]!).toBeGreaterThanOrEqual(sharesOf(list)[i]!)
      }),
      { numRuns: 1000 },
    )
  })
})
