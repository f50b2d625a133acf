import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at } from '../../testing/world'
import { countJob, emptyBudget, isSpent } from './budget'

const hourS = 3600

describe('spill budget', () => {
  it('lets no more than its share of the jobs spill, whatever order they come in', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 300 }), fc.constantFrom(0, 5, 33, 100), (wants, pct) => {
        let budget = emptyBudget
        let spilled = 0
        for (const [i, wantsTo] of wants.entries()) {
          const spills = wantsTo && !isSpent(budget, pct, at + i, hourS)
          budget = countJob(budget, spills, at + i, hourS)
          spilled += spills ? 1 : 0
          expect(spilled * 100).toBeLessThanOrEqual(pct * (i + 1))
          // And it is not stingy: what is refused would have exceeded it.
          if (wantsTo && !spills) expect((spilled + 1) * 100).toBeGreaterThan(pct * (i + 1))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('forgets what lies before the window, and starts anew where the window is changed', () => {
    let budget = emptyBudget
    for (let i = 0; i < 100; i++) budget = countJob(budget, i < 5, at, hourS)
    expect(isSpent(budget, 5, at, hourS)).toBe(true)
    for (let i = 0; i < 100; i++) budget = countJob(budget, false, at + 1_800_000, hourS)
    expect(isSpent(budget, 5, at + 1_800_000, hourS)).toBe(false)
    expect(isSpent(budget, 4, at + hourS * 1000 + 60_000, hourS)).toBe(false)
    expect(isSpent(countJob(budget, false, at + 1_800_000, 60), 5, at + 1_800_000, 60)).toBe(true)
  })
})
