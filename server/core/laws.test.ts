// The laws, as properties over generated worlds against an oracle that shares no code with the core.
// Laws 3 and 4, on what never widens, are in laws-narrow.test.ts.

import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gateStates } from './activation/types'
import type { Boundary } from './boundary/types'
import { compileConfig } from './config/compile'
import { configSchema } from './config/schema'
import { reasons } from './reasons'
import type { Ask } from './routing/ask'
import { climb } from './routing/climb'
import type { Filter } from './routing/filters'
import { agnosticLadder } from './routing/ladder'
import { replaysEqual } from './routing/replay'
import { makeSnapshot } from './routing/snapshot'
import { termsOf } from './routing/terms'
import type { FleetNode } from './routing/types'
import { type Way, wayOf } from './routing/way'
import { asked, someTokens } from './testing/arbitraries'
import { decideMany } from './testing/decide-many'
import { check, choosable, run, withConfig } from './testing/laws-kit'
import { type Asked, expect as oracle } from './testing/oracle'
import { gateAll, request } from './testing/world'

describe('law 1: a preference is not a boundary', () => {
  it('changes neither the boundary nor who may be chosen, whatever is preferred and by whom', () => {
    check(
      fc.property(asked, someTokens(3), someTokens(2), (one, prefer, keyPrefer) => {
        const { request } = one
        const other = {
          ...one,
          request: { ...request, key: { ...request.key, geo: { ...request.key.geo, prefer: keyPrefer } }, geo: { ...request.geo, prefer } },
        }
        const [a, b] = [run(one), run(other)]
        expect(b.boundary).toEqual(a.boundary)
        expect(b.nodeId === null || oracle(one).eligible.has(b.nodeId)).toBe(true)
      }),
    )
  })

  it('never turns an answer into a refusal while falling back is allowed', () => {
    check(
      fc.property(asked, someTokens(3), (asks, prefer) => {
        const { spill } = asks.snapshot
        const one = { ...asks, snapshot: { ...asks.snapshot, spill: spill && { ...spill, spent: new Set<string>() } } }
        const free = withConfig(one, ({ subclouds }) => ({
          subclouds: subclouds.map((s) => ({ ...s, policy: { ...s.policy, fallback: 'global' } })),
        }))
        const geo = { ...one.request.geo, fallback: 'global' as const }
        const without = run({ ...free, request: { ...one.request, geo: { ...geo, prefer: [] } } })
        const wanting = run({ ...free, request: { ...one.request, geo: { ...geo, prefer } } })
        expect(wanting.refusal?.code).toBe(without.refusal?.code)
      }),
    )
  })

  it('has two types: tokens that are preferred cannot stand for a boundary', () => {
    // @ts-expect-error a list of tokens is no boundary
    const boundary: Boundary = ['zone:EU']
    // @ts-expect-error nor is one written by hand
    const written: Boundary = { kind: 'unrestricted', hash: 'sha256:0' }
    expect([boundary, written]).toHaveLength(2)
  })
})

describe('law 2: the gate switches preference only', () => {
  it('b02 chooses within the same boundary in each gate state, in panic and under any override', () => {
    check(
      fc.property(asked, fc.boolean(), fc.constantFrom(null, 'EU', 'NA'), (one, panic, zone) => {
        const world = withConfig(one, ({ platform }) => ({ platform: { ...platform, panic } }))
        const { eligible } = oracle(world)
        const hashes = gateStates.flatMap((state) => {
          const gate = gateAll(world.snapshot.config, state, 50)
          const override = { state, zone, canaryPct: 50, reason: 'test', expiresAt: one.now + 1 }
          return [gate, { ...one.snapshot.gate, override }].map((view) => {
            const decision = run({ ...world, snapshot: { ...world.snapshot, gate: view } })
            expect(decision.nodeId === null || eligible.has(decision.nodeId)).toBe(true)
            return decision.boundary.hash
          })
        })
        expect(new Set(hashes).size).toBe(1)
      }),
      100,
    )
  })

  it('lets panic admit no node but for its liveness', () => {
    check(
      fc.property(asked, (one) => {
        const [calm, panic] = [false, true].map((on) => withConfig(one, ({ platform }) => ({ platform: { ...platform, panic: on } })))
        const live = new Set(choosable(calm!))
        const silent = ({ liveUntil }: FleetNode) => liveUntil < one.now
        for (const id of choosable(panic!)) expect(live.has(id) || silent(one.snapshot.fleet.nodes.get(id)!)).toBe(true)
      }),
      60,
    )
  })

  it('b08 keeps the first attempt’s boundary on a retry and skips what was tried', () => {
    check(
      fc.property(asked, (one) => {
        const first = run(one)
        const merged = boundaryAsked(one)
        if (first.nodeId === null || merged === null || one.request.retry !== null) return
        const retry = { of: 'first', tried: [first.nodeId], boundary: merged }
        const second = run({ ...one, request: { ...one.request, retry } })
        expect(second.boundary).toEqual(first.boundary)
        expect(second.nodeId).not.toBe(first.nodeId)
        expect(second.nodeId === null || oracle(one).eligible.has(second.nodeId)).toBe(true)
        expect(second.reasons).toContain('retry')
        expect(second.trace.request.retryOf).toBe('first')
      }),
    )
  })

  /** The boundary that a decision was made under, as the router carries it to a retry. */
  function boundaryAsked(one: Asked): Boundary | null {
    let seen: Boundary | null = null
    const spy: Filter = {
      name: 'boundary',
      passes: (_, { boundary }) => {
        seen = boundary
        return true
      },
    }
    run(one, [spy])
    return seen
  }
})

describe('law 5: no list of candidates without a boundary', () => {
  it('cannot be written', () => {
    const { config, fleet } = makeSnapshot(compileConfig(configSchema.parse({ zones: [] }), 1), [], { zones: {}, override: null })
    const asks = request(config)
    const terms = termsOf(config, asks)
    const ask: Ask = { terms, request: asks, now: 0, order: 0, panicIn: undefined }
    const bounds = terms.bounds!
    expect(climb(fleet, ask, wayOf(bounds, agnosticLadder, false)).rungs).toHaveLength(1)
    const { boundary: _, ...unbounded } = bounds
    // @ts-expect-error a way goes through a boundary
    expect(wayOf(unbounded, agnosticLadder, false).ladder).toHaveLength(1)
    const { plans } = wayOf(bounds, agnosticLadder, false)
    const written = { ladder: agnosticLadder, geo: false, rungOf: () => 0, standingOf: () => ({ rung: 0, fails: 0 }), plans }
    // @ts-expect-error one written by hand is none
    const forged: Way = written
    // @ts-expect-error and nothing is picked but on a way
    expect(climb(fleet, ask, written).rungs).toEqual(climb(fleet, ask, forged).rungs)
  })
})

describe('law 6: pure and replayable', () => {
  it('gives the same bytes again, whatever order the fleet was loaded in, and leaves its input alone', () => {
    check(
      fc.property(asked, (one) => {
        const { config, fleet, gate } = one.snapshot
        for (const node of fleet.nodes.values()) deepFreeze(node)
        deepFreeze(one.request)
        const backwards = { ...one.snapshot, fleet: makeSnapshot(config, [...fleet.nodes.values()].reverse(), gate).fleet }
        const first = JSON.stringify(run(one))
        expect(JSON.stringify(run(one))).toBe(first)
        expect(JSON.stringify(run({ ...one, snapshot: backwards }))).toBe(first)
      }),
    )
  })

  it('l11 gives the same bytes in another process', () => {
    const module = new URL('./testing/decide-many.ts', import.meta.url).href
    const print = `import('${module}').then(({ decideMany }) => process.stdout.write(decideMany(120, 42)))`
    const elsewhere = execFileSync(process.execPath, ['--import', 'tsx', '--eval', print], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    expect(elsewhere).toBe(decideMany(120, 42))
  })

  it('replays from the trace alone, after a trip through JSON', () => {
    check(
      fc.property(asked, (one) => {
        const { trace } = run(one)
        expect(replaysEqual(JSON.parse(JSON.stringify(trace)))).toBe(true)
      }),
    )
  })

  function deepFreeze(value: unknown): void {
    if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFreeze(inner)
  }
})

describe('law 7: a refusal is an answer', () => {
  it('carries a code, what happened, what would help, and when to try again', () => {
    check(
      fc.property(asked, (one) => {
        const { outcome, refusal, reasons: why, nodeId, rung } = run(one)
        for (const code of why) expect(reasons).toHaveProperty(code)
        if (outcome === 'routed') {
          expect([nodeId, rung]).not.toContain(null)
          return
        }
        expect(why).toContain(refusal!.code)
        expect(refusal!.detail.length).toBeGreaterThan(20)
        expect(refusal!.remedy).toMatch(/^[A-Z0-9].*\.$/)
        const isTemporary = refusal!.code === 'geo_no_eligible_node' || refusal!.code === 'geo_zone_saturated'
        expect((refusal!.retryAfterS ?? 0) > 0).toBe(isTemporary)
        expect([nodeId, rung]).toEqual([null, null])
      }),
      300,
    )
  })
})

describe('law 8: every decision names its revision', () => {
  it('in the answer and in the trace', () => {
    check(
      fc.property(asked, (one) => {
        const decision = run(one)
        expect([decision.revision, decision.trace.revision]).toEqual([one.snapshot.config.revision, one.snapshot.config.revision])
      }),
      40,
    )
  })
})
