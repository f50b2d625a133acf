import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gateSettingsSchema } from '../config/schema'
import { type GateMemory, gateMemorySchema, newGateMemory, releaseLatch, restartTimers } from './gate-memory'
import { stepGate } from './step-gate'
import { type Condition, conditionIds, type GateState } from './types'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const start = Date.UTC(2026, 5, 1)
const settings = gateSettingsSchema.parse({})

type Health = { ratio?: number; hard?: boolean; absent?: boolean; only?: (typeof conditionIds)[number] }
function conditionsOf({ ratio = 1, hard = false, absent = false, only = 'coverage' }: Health = {}): Condition[] {
  return conditionIds
    .filter((id) => !(absent && id === only))
    .map((id) => {
      const own = id === only ? ratio : 1
      return {
        id,
        zone: null,
        target: 100,
        value: own * 100,
        unit: '%',
        met: own >= 1,
        ratio: own,
        hardLoss: hard && id === only,
        detail: `${own * 100} of 100`,
      }
    })
}

/** Ticks once a minute for `ms` and returns the last memory with every transition. */
function run(memory: GateMemory, from: number, ms: number, health: Health = {}, every = MINUTE) {
  const states: { state: GateState; canaryPct: number; afterMs: number }[] = []
  let now = from
  for (; now <= from + ms; now += every) {
    const step = stepGate(memory, conditionsOf(health), settings, now)
    memory = step.memory
    if (step.transition) states.push({ state: step.state, canaryPct: step.canaryPct, afterMs: now - from })
  }
  return { memory, states, now }
}
const gateIn = (state: GateState, over: Partial<GateMemory> = {}): GateMemory => ({
  ...newGateMemory(start),
  state,
  canaryPct: state === 'on' ? 100 : 0,
  since: start - 48 * HOUR,
  timersFrom: start - 48 * HOUR,
  ...over,
})

describe('stepGate', () => {
  it('goes up one step at a time: 30 min held, 24 h in shadow, 15 min a step', () => {
    expect(run(newGateMemory(start), start, 27 * HOUR).states).toEqual([
      { state: 'shadow', canaryPct: 0, afterMs: 30 * MINUTE },
      { state: 'canary', canaryPct: 5, afterMs: 24 * HOUR + 30 * MINUTE },
      { state: 'canary', canaryPct: 25, afterMs: 24 * HOUR + 45 * MINUTE },
      { state: 'canary', canaryPct: 50, afterMs: 25 * HOUR },
      { state: 'canary', canaryPct: 100, afterMs: 25 * HOUR + 15 * MINUTE },
      { state: 'on', canaryPct: 100, afterMs: 25 * HOUR + 30 * MINUTE },
    ])
  })

  it('waits 30 min more after a condition failed for one tick, even a little', () => {
    const held = run(newGateMemory(start), start, 29 * MINUTE)
    const dipped = run(held.memory, held.now, 0, { ratio: 0.99 })
    expect(run(dipped.memory, dipped.now, HOUR).states[0]).toMatchObject({ state: 'shadow', afterMs: 30 * MINUTE })
  })

  it('g03 does not go up while a condition is missing', () => {
    expect(run(newGateMemory(start), start, 2 * HOUR, { absent: true }).states).toEqual([])
    expect(run(newGateMemory(start), start, 2 * HOUR, { ratio: 0 }).states).toEqual([])
  })

  it('g01 stays on at 79 % of a target for 4 min and suspends at 5', () => {
    const four = run(gateIn('on'), start, 4 * MINUTE, { ratio: 0.79 })
    expect(four).toMatchObject({ states: [], memory: { state: 'on' } })
    expect(run(four.memory, four.now, 0, { ratio: 0.79 }).states).toEqual([{ state: 'suspended', canaryPct: 0, afterMs: 0 }])
    expect(run(four.memory, four.now, 0, { ratio: 0.8 }).memory).toMatchObject({ state: 'on', belowSince: {} })
    expect(run(gateIn('on'), start, 2 * HOUR, { ratio: 0.8 }).states).toEqual([])
  })

  it('counts the 5 min for one target, not for a different one each time', () => {
    let memory = gateIn('on')
    for (let i = 0; i < 20; i++)
      memory = stepGate(memory, conditionsOf({ ratio: 0.5, only: i % 2 ? 'trust' : 'coverage' }), settings, start + i * MINUTE).memory
    expect(memory.state).toBe('on')
  })

  it('suspends at once on a hard loss, wherever something is computed, and never from off', () => {
    for (const state of ['shadow', 'canary', 'on'] as const)
      expect(stepGate(gateIn(state), conditionsOf({ hard: true }), settings, start)).toMatchObject({
        state: 'suspended',
        transition: { from: state, cause: 'hard_loss' },
      })
    expect(stepGate(gateIn('off'), conditionsOf({ hard: true }), settings, start)).toMatchObject({ state: 'off', transition: null })
    expect(run(gateIn('off'), start, HOUR, { ratio: 0 }).states).toEqual([])
  })

  it('leaves suspended to shadow after 30 min of all conditions', () => {
    const tripped = run(gateIn('on'), start, 0, { hard: true })
    const down = run(tripped.memory, tripped.now, 10 * MINUTE, { ratio: 0.5 })
    expect(run(down.memory, down.now, HOUR).states).toEqual([{ state: 'shadow', canaryPct: 0, afterMs: 30 * MINUTE }])
  })

  it('g02 latches at the third trip in 24 h until an admin acts', () => {
    let { memory, now } = run(gateIn('on'), start, 0)
    for (let trip = 1; trip <= 3; trip++) {
      ;({ memory, now } = run(memory, now, 0, { hard: true }))
      expect(memory).toMatchObject({ state: 'suspended', latched: trip === 3 })
      ;({ memory, now } = run(memory, now, 40 * MINUTE))
    }
    expect(run(memory, now, 72 * HOUR).states).toEqual([])
    expect(run(releaseLatch(memory), now, 0).states).toEqual([{ state: 'shadow', canaryPct: 0, afterMs: 0 }])
  })

  it('forgets trips after 24 h', () => {
    const memory = gateIn('on', { trips: [start - 24 * HOUR, start - 23 * HOUR] })
    expect(stepGate(memory, conditionsOf({ hard: true }), settings, start).memory).toMatchObject({
      latched: false,
      trips: [start - 23 * HOUR, start],
    })
  })

  it('restarts the timers on a publish in shadow and canary only', () => {
    const shadow = run(gateIn('shadow', { timersFrom: start - 23 * HOUR }), start, 30 * MINUTE)
    const published = restartTimers(shadow.memory, shadow.now)
    expect(run(published, shadow.now, 25 * HOUR).states[0]).toMatchObject({ state: 'canary', canaryPct: 5, afterMs: 24 * HOUR })
    for (const state of ['off', 'on', 'suspended'] as const) expect(restartTimers(gateIn(state), start + 1)).toEqual(gateIn(state))
  })

  it('takes a gap in ticks for time in which nothing is known', () => {
    const half = run(newGateMemory(start), start, 15 * MINUTE)
    expect(run(half.memory, half.now + HOUR, HOUR).states[0]).toMatchObject({ afterMs: 30 * MINUTE })
    const low = run(gateIn('on'), start, 3 * MINUTE, { ratio: 0.5 })
    expect(run(low.memory, low.now + HOUR, 4 * MINUTE, { ratio: 0.5 }).states).toEqual([])
  })

  it('takes a clock that was set back for such a gap', () => {
    const { memory } = run(newGateMemory(start), start, 29 * MINUTE)
    const back = start + 10 * MINUTE
    expect(stepGate(memory, conditionsOf(), settings, back).memory.allMetSince).toBe(back)
  })

  it('forgives the trips of a zone that is released', () => {
    const released = releaseLatch(gateIn('suspended', { latched: true, trips: [start - 3, start - 2, start - 1] }))
    const up = run(released, start, 31 * MINUTE)
    expect(up.memory.state).toBe('shadow')
    expect(run(up.memory, up.now, 0, { hard: true }).memory).toMatchObject({ state: 'suspended', latched: false })
  })

  it('takes the steps of the canary from the least on, in whatever order they are listed', () => {
    const unsorted = { ...settings, canarySteps: [50, 10, 100] }
    const held = run(gateIn('shadow'), start, 29 * MINUTE)
    const step = stepGate({ ...held.memory, allMetSince: start - HOUR }, conditionsOf(), unsorted, held.now)
    expect(step).toMatchObject({ state: 'canary', canaryPct: 10 })
  })

  it('obeys an independent model of the rules, whatever happens', () => {
    const action = fc.oneof(
      {
        weight: 12,
        arbitrary: fc.record({
          kind: fc.constant('tick' as const),
          dt: fc.constantFrom(1, 5, 30, 30, 60, 60, 130),
          ratio: fc.constantFrom(1, 1, 1, 1, 0.9, 0.5),
          hard: fc.nat(40).map((n) => n === 0),
          times: fc.integer({ min: 1, max: 40 }),
        }),
      },
      { weight: 1, arbitrary: fc.constant({ kind: 'publish' as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'release' as const }) },
    )
    const short = gateSettingsSchema.parse({
      upAfterS: 120,
      shadowMinS: 600,
      stateMinS: 60,
      downAfterS: 30,
      recoverAfterS: 90,
      latchTrips: 2,
      latchWindowS: 6000,
    })
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.array(action, { minLength: 10, maxLength: 50 }), (actions) => {
        const model = createModel(short)
        let memory = newGateMemory(start)
        let now = start
        for (const each of actions) {
          if (each.kind === 'publish') {
            memory = restartTimers(memory, now)
            model.publish(now)
          } else if (each.kind === 'release') {
            memory = releaseLatch(memory)
            model.release(now)
          } else {
            for (let i = 0; i < each.times; i++) {
              now += each.dt * 1000
              const step = stepGate(memory, conditionsOf(each), short, now)
              memory = gateMemorySchema.parse(JSON.parse(JSON.stringify(step.memory)))
              const expected = model.tick(now, each)
              const answer = `${step.state} ${step.canaryPct} ${memory.latched}`
              // An assertion a tick would take longer than all the rest.
              if (answer !== expected || (step.transition !== null) !== model.moved)
                expect(answer).toBe(`${expected}, moved: ${model.moved}`)
              seen.add(answer)
            }
          }
        }
      }),
      { numRuns: 100, seed: 7 },
    )
    // The runs must have been where the rules are.
    for (const each of [
      'off 0 false',
      'shadow 0 false',
      'canary 5 false',
      'canary 100 false',
      'on 100 false',
      'suspended 0 false',
      'suspended 0 true',
    ])
      expect(seen).toContain(each)
  })
})

/** The rules read off the whole history at every tick: slow, and with nothing carried from tick to tick but that history. */
function createModel(rules: typeof settings) {
  type Tick = { at: number; good: boolean; low: boolean }
  const ticks: Tick[] = []
  const publishes: number[] = []
  const trips: number[] = []
  const levels = ['off', 'shadow', ...rules.canarySteps.map((pct) => `canary ${pct}`), 'on']
  let level = 'off'
  let enteredAt = start
  let latched = false
  let quietFrom = Number.NEGATIVE_INFINITY

  /** How long every tick up to now, without a gap, has been as asked. */
  const lasting = (test: (tick: Tick) => boolean, after: number) => {
    let first: number | null = null
    for (let i = ticks.length - 1; i >= 0; i--) {
      const tick = ticks[i]!
      const next = ticks[i + 1]
      if (!test(tick) || tick.at < after || (next && next.at - tick.at > 120_000)) break
      first = tick.at
    }
    return first === null ? -1 : ticks.at(-1)!.at - first
  }

  return {
    moved: false,
    publish(now: number) {
      if (level === 'shadow' || level.startsWith('canary')) {
        publishes.push(now)
        enteredAt = now
        // Ticks up to and including this moment were of other zones.
        quietFrom = now + 1
      }
    },
    release(_now: number) {
      if (latched) trips.length = 0
      latched = false
    },
    tick(now: number, { ratio, hard }: { ratio: number; hard: boolean }) {
      ticks.push({ at: now, good: ratio >= 1 && !hard, low: ratio < 0.8 })
      const before = level
      const falls =
        level !== 'off' && level !== 'suspended' && (hard || lasting((t) => t.low, Number.NEGATIVE_INFINITY) >= rules.downAfterS * 1000)
      const held = lasting((t) => t.good, quietFrom)
      const stayed = now - enteredAt
      if (falls) {
        level = 'suspended'
        trips.push(now)
        latched = trips.filter((at) => now - at < rules.latchWindowS * 1000).length >= rules.latchTrips
      } else if (level === 'suspended') {
        if (!latched && held >= rules.recoverAfterS * 1000 && stayed >= rules.stateMinS * 1000) level = 'shadow'
      } else if (held >= rules.upAfterS * 1000 && stayed >= (level === 'shadow' ? rules.shadowMinS : rules.stateMinS) * 1000) {
        level = levels[levels.indexOf(level) + 1] ?? level
      }
      this.moved = level !== before
      if (this.moved) enteredAt = now
      const [state, pct] = level.split(' ')
      return `${state} ${state === 'on' ? 100 : Number(pct ?? 0)} ${latched}`
    },
  }
}
