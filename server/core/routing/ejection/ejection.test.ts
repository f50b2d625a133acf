import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { routingSettingsSchema } from '../../config/schema'
import { at, configWith, node, nodeIdOf, originIn, request, snapshot } from '../../testing/world'
import { decide } from '../decide'
import { whyNot } from '../why-not'
import { type EjectionState, hasRoom, stepEjection, untroubled } from './step-ejection'

const { ejection: settings } = routingSettingsSchema.parse({})

/** Outcomes at times in seconds → for how long each ejected it, in seconds. */
function run(outcomes: readonly (readonly [atS: number, failed: boolean, failureRate?: number])[], room = true): number[] {
  let state: EjectionState = untroubled
  return outcomes.flatMap(([atS, failed, failureRate = 0]) => {
    const next = stepEjection(state, { failed, failureRate }, () => room, atS * 1000, settings)
    const isNew = next.until !== state.until
    state = next
    return isNew ? [Math.round(next.until! / 1000 - atS)] : []
  })
}
const failing = (fromS: number, times = 5) => Array.from({ length: times }, (_, i) => [fromS + i / 10, true] as const)

describe('ejection', () => {
  it('comes after failures in a row, for twice as long each time, up to the most', () => {
    const often = [0, 100, 200, 400, 700, 1300, 2300, 3300].map((startS) => failing(startS))
    expect(run(often.flat())).toEqual([30, 60, 120, 240, 480, 900, 900, 900])
  })

  it('does not come where a success lies between', () => {
    expect(run([...failing(0, 4), [1, false], ...failing(2, 4)])).toEqual([])
  })

  it('comes at a failure rate that enough outcomes stand behind', () => {
    const mixed = Array.from({ length: 40 }, (_, i) => [i, i % 2 === 0, 0.5] as const)
    expect(run(mixed.slice(0, 19))).toEqual([])
    expect(run(mixed.slice(0, 21))).toEqual([30])
  })

  it('starts anew after the longest time without trouble', () => {
    expect(run([...failing(0), ...failing(40), ...failing(40 + 60 + 900 + 1)])).toEqual([30, 60, 30])
  })

  it('learns nothing from jobs that end while it is ejected', () => {
    expect(run([...failing(0), ...failing(1, 20), ...failing(31)])).toEqual([30, 60])
  })

  it('waits for room', () => {
    expect(run(failing(0, 20), false)).toEqual([])
  })

  it('never holds a node for longer than the most, nor one that did not fail', () => {
    const outcomes = fc.array(fc.tuple(fc.integer({ min: 1, max: 60_000 }), fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true })))
    fc.assert(
      fc.property(outcomes, (list) => {
        let state: EjectionState = untroubled
        let now = at
        for (const [afterMs, failed, failureRate] of list) {
          now += afterMs
          const next = stepEjection(state, { failed, failureRate }, () => true, now, settings)
          if (next.until !== state.until) {
            expect(failed).toBe(true)
            expect(next.until! - now).toBeLessThanOrEqual(settings.maxS * 1000)
            expect(next.until! - now).toBeGreaterThanOrEqual(settings.baseS * 1000)
            // Twice as long each time, within what was said before.
            expect(state.until === null || now >= state.until).toBe(true)
          }
          state = next
        }
      }),
    )
  })
})

it.each([
  [0, 0, 0],
  [1, 0, 0],
  [2, 0, 0],
  [3, 0, 1],
  [19, 0, 1],
  [20, 1, 2],
  [100, 9, 10],
])('of %d nodes with %d ejected up to %d may be', (nodes, ejected, most) => {
  expect(hasRoom(nodes, ejected, settings)).toBe(most > ejected)
  expect(hasRoom(nodes, most, settings)).toBe(false)
  expect(hasRoom(nodes, 0, { ...settings, maxPct: 0 })).toBe(false)
})

describe('an ejected node', () => {
  const config = configWith()
  const asks = request(config, { origin: originIn(config, 'DE') })
  const context = { now: at, seed: 'seed' }
  const world = (until: number) =>
    snapshot(config, [node(config, 1, { country: 'DE', ejectedUntil: until }), node(config, 2, { country: 'US' })])

  it('is passed over until its time is up', () => {
    expect(decide(world(at + 1), asks, context)).toMatchObject({ servedZone: 'NA', fallback: true })
    expect(decide(world(at + 1), asks, context).trace.rungs[0]!.cut).toEqual({ drained: 1 })
    expect(decide(world(at), asks, context)).toMatchObject({ servedZone: 'EU' })
  })

  it('is named by why-not and by refusals', () => {
    const why = whyNot(world(at + 30_000), asks, nodeIdOf(1), context)
    expect(why).toMatchObject({ because: 'filtered', failed: 'drained', ejectedUntil: at + 30_000 })
    expect(whyNot(world(at), asks, nodeIdOf(2), context).ejectedUntil).toBeNull()

    const alone = snapshot(config, [node(config, 1, { country: 'DE', ejectedUntil: at + 30_000 })])
    const only = decide(alone, asks, context)
    expect(only.refusal).toMatchObject({ code: 'geo_no_eligible_node' })
    expect(only.refusal!.remedy).toContain('1 node in EU fits but is out of service, ejected for failing for another 30 s.')
    expect(only.refusal!.retryAfterS).toBe(30)
    expect(only.reasons).toEqual(expect.arrayContaining(['filter_drained', 'filter_ejected']))
  })
})
