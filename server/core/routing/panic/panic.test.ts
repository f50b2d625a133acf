import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { routingSettingsSchema } from '../../config/schema'
import { strict } from '../../testing/route'
import { at, configWith, node, originIn, request, snapshot, subcloud } from '../../testing/world'
import { decide } from '../decide'
import { calm, type PanicState, stepPanic } from './step-panic'

const { panic: settings } = routingSettingsSchema.parse({})
const minute = 60_000

/** Live nodes of EU by minute → the minutes in which it panics. */
function panics(live: readonly number[]): number[] {
  let state: PanicState = calm
  return live.flatMap((count, i) => {
    state = stepPanic(state, new Map([['EU', count]]), i * minute, settings)
    return state.zones.has('EU') ? [i] : []
  })
}

describe('panic of a zone', () => {
  it('begins below half of the nodes of 15 min ago and ends once they are back', () => {
    expect(panics([...Array(20).fill(10), 5, 4, 4, 5, 10])).toEqual([21, 22])
  })

  it('ends by itself once 15 min ago was no better', () => {
    expect(panics([...Array(16).fill(10), ...Array(30).fill(4)])).toEqual(Array.from({ length: 15 }, (_, i) => 16 + i))
  })

  it('needs a count that old', () => {
    expect(panics([10, ...Array(14).fill(0)])).toEqual([])
    expect(panics([10, ...Array(15).fill(0)])).toEqual([15])
  })

  it('is switched off by 0 %, and never comes where nothing was', () => {
    let state = stepPanic(calm, new Map([['EU', 9]]), 0, { ...settings, belowPct: 0 })
    state = stepPanic(state, new Map(), 20 * minute, { ...settings, belowPct: 0 })
    expect(state.zones.size).toBe(0)
    expect(panics(Array(40).fill(0))).toEqual([])
  })

  it('compares with the count of 15 min ago to within half a minute, on a bounded memory', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 200, max: 5000 }), fc.nat(20)), { minLength: 400, maxLength: 700 }), (looks) => {
        let state = calm
        let now = 0
        for (const [afterMs, count] of looks) {
          now += afterMs
          state = stepPanic(state, new Map([['EU', count]]), now, settings)
          expect(state.counts.length).toBeLessThanOrEqual(33)
          const [first, second] = state.counts
          if (first!.at <= now - 15 * minute) expect(second!.at).toBeGreaterThan(now - 15 * minute)
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('a panicking zone', () => {
  const config = configWith(() => ({ subclouds: [subcloud('law', strict)] }))
  const silent = { lastSeenAt: at - 100_000, liveUntil: at - 55_000 }
  const ask = (panic: ReadonlySet<string> | undefined, country: string, spec: object = {}) =>
    decide(
      { ...snapshot(config, [node(config, 1, { country, ...silent })]), panic },
      request(config, { origin: originIn(config, 'DE'), ...spec }),
      {
        now: at,
        seed: 'seed',
      },
    )

  it('believes its nodes for longer, others’ not, and says so', () => {
    expect(ask(undefined, 'DE')).toMatchObject({ outcome: 'refused' })
    expect(ask(new Set(['NA']), 'DE')).toMatchObject({ outcome: 'refused' })
    const found = ask(new Set(['EU']), 'DE')
    expect(found).toMatchObject({ servedZone: 'EU', rung: 'preferred' })
    expect(found.reasons).toContain('panic_zone')
    expect(found.trace.panic).toEqual({ admin: false, zones: ['EU'] })
  })

  it('b02 stays within the boundary', () => {
    expect(ask(new Set(['EU', 'NA']), 'US', { subcloud: 'law' })).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'geo_unsatisfiable' },
    })
    expect(ask(new Set(['EU', 'NA']), 'US')).toMatchObject({ servedZone: 'NA' })
  })

  it('b01 refuses once its nodes are silent beyond the longer grace too', () => {
    const gone = { lastSeenAt: at - 200_000, liveUntil: at - 155_000 }
    const world = snapshot(config, [node(config, 1, { country: 'DE', ...gone }), node(config, 2, { country: 'US' })])
    const decision = decide({ ...world, panic: new Set(['EU']) }, request(config, { subcloud: 'law', origin: originIn(config, 'DE') }), {
      now: at,
      seed: 'seed',
    })
    expect(decision).toMatchObject({ refusal: { code: 'geo_no_eligible_node' }, boundary: { tokens: ['jurisdiction:EU27'] } })
    expect(decision.refusal!.retryAfterS).toBeGreaterThan(0)
  })
})
