import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { routingSettingsSchema } from '../../config/schema'
import { cool, stepSpill } from './step-spill'

const { spill } = routingSettingsSchema.parse({})

/** Utilisations at times in seconds → whether the zone is hot after each. */
function run(looks: readonly (readonly [atS: number, utilisation: number])[]): boolean[] {
  let state = cool
  return looks.map(([atS, utilisation]) => {
    state = stepSpill(state, utilisation, atS * 1000, spill)
    return state.hot
  })
}

describe('hysteresis', () => {
  it('l07 enters above 85 % for 15 s and leaves below 70 % for 60 s', () => {
    const looks = [
      [0, 0.86],
      [10, 0.86],
      [15, 0.86],
      [16, 0.75],
      [200, 0.75],
      [201, 0.69],
      [260, 0.69],
      [261, 0.69],
    ] as const
    expect(run(looks)).toEqual([false, false, true, true, true, true, true, false])
  })

  it('counts neither threshold itself', () => {
    expect(
      run([
        [0, 0.85],
        [60, 0.85],
      ]),
    ).toEqual([false, false])
    expect(
      run([
        [0, 0.9],
        [15, 0.9],
        [16, 0.7],
        [200, 0.7],
      ]),
    ).toEqual([false, true, true, true])
  })

  it('starts the wait anew at every dip', () => {
    expect(
      run([
        [0, 0.9],
        [14, 0.9],
        [14.5, 0.8],
        [15, 0.9],
        [29, 0.9],
        [30, 0.9],
      ]),
    ).toEqual([false, false, false, false, false, true])
  })

  it('never becomes hot that has not been above the threshold at each look of the last 15 s, nor cool likewise, so it cannot flap', () => {
    const looks = fc.array(fc.tuple(fc.integer({ min: 100, max: 5000 }), fc.integer({ min: 0, max: 120 })), {
      minLength: 1,
      maxLength: 200,
    })
    fc.assert(
      fc.property(looks, (steps) => {
        let at = 0
        let state = cool
        let changedAt = Number.NEGATIVE_INFINITY
        const seen: { at: number; pct: number }[] = []
        for (const [afterMs, pct] of steps) {
          at += afterMs
          seen.push({ at, pct })
          const next = stepSpill(state, pct / 100, at, spill)
          if (next.hot !== state.hot) {
            const waitMs = next.hot ? 15_000 : 60_000
            const before = seen.filter((look) => look.at >= at - waitMs)
            expect(before.every((look) => (next.hot ? look.pct > 85 : look.pct < 70))).toBe(true)
            expect(at - seen[0]!.at).toBeGreaterThanOrEqual(waitMs)
            expect(at - changedAt).toBeGreaterThanOrEqual(waitMs)
            changedAt = at
          }
          state = next
        }
      }),
      { numRuns: 300 },
    )
  })
})
