// DESIGN §2, as properties over generated worlds against an oracle that shares no code with the core.

import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { gateStates } from './activation/types'
import { makeBoundary } from './boundary/merge'
import type { Boundary } from './boundary/types'
import { compileConfig } from './config/compile'
import { configSchema, type MinTrust } from './config/schema'
import { reasons } from './reasons'
import { type EligiblePool, scanFleet } from './routing/candidates'
import { decide } from './routing/decide'
import { type Filter, filters, type Job } from './routing/filters'
import { agnosticLadder } from './routing/ladder'
import { pickFrom } from './routing/pick'
import { replaysEqual } from './routing/replay'
import { makeSnapshot } from './routing/snapshot'
import type { Decision, FleetNode, RouteRequest, Snapshot } from './routing/types'
import { asked, someTokens } from './testing/arbitraries'
import { complaints } from './testing/complaints'
import { decideMany } from './testing/decide-many'
import { type Asked, expect as oracle } from './testing/oracle'
import { gateAll } from './testing/world'

vi.setConfig({ testTimeout: 60_000 })

const seed = '0198c2f0-0000-7000-8000-000000000000'
const run = ({ snapshot, request, now }: Pick<Asked, 'snapshot' | 'request' | 'now'>, over: readonly Filter[] = filters): Decision =>
  decide(snapshot, request, { now, seed }, over)
const check = (property: fc.IPropertyWithHooks<unknown> | fc.IProperty<unknown>, numRuns = 150) =>
  fc.assert(property as fc.IProperty<unknown>, { numRuns })

/** Ids that could be chosen at all: each node is put to the job alone, with nothing to fall behind. */
function choosable({ snapshot, request, now }: Asked): string[] {
  const anywhere = { ...request, geo: { ...request.geo, prefer: [], fallback: null }, affinityKey: null }
  return [...snapshot.fleet.nodes.values()]
    .filter(
      (node) =>
        run({ snapshot: { ...makeSnapshot(snapshot.config, [node], gateAll(snapshot.config, 'off')) }, request: anywhere, now }).nodeId !==
        null,
    )
    .map(({ id }) => id)
}

function withConfig(one: Asked, change: (source: Snapshot['config']['source']) => object): Asked {
  const { config, fleet, gate } = one.snapshot
  const source = configSchema.parse({ ...config.source, ...change(config.source) })
  return { ...one, snapshot: { config: compileConfig(source, config.revision), fleet, gate } }
}

describe('the oracle', () => {
  it('finds nothing to complain about', () => {
    check(
      fc.property(asked, (one) => {
        expect(complaints(run(one), one)).toEqual([])
      }),
      800,
    )
  })

  it.each(filters.map(({ name }) => name))('notices when the filter `%s` is taken out', (name) => {
    const without = filters.filter((filter) => filter.name !== name)
    expect(noticed((one) => run(one, without))).toBe(true)
  })

  it('notices a boundary that is dropped, a minimum of trust that is lowered and a gate that is ignored', () => {
    const lowered = (job: Job): Job => ({ ...job, minTrust: 'unverified' as MinTrust })
    const trusting = filters.map((filter) =>
      filter.name === 'trust' ? { ...filter, passes: (node: FleetNode, job: Job) => filter.passes(node, lowered(job)) } : filter,
    )
    expect(noticed((one) => run(one, trusting))).toBe(true)
    expect(noticed((one) => run({ ...one, request: { ...one.request, geo: { ...one.request.geo, only: null, deny: [] } } }))).toBe(true)
    expect(noticed((one) => run({ ...one, snapshot: { ...one.snapshot, gate: gateAll(one.snapshot.config, 'on') } }))).toBe(true)
  })

  let worlds: readonly Asked[] = []
  beforeAll(() => {
    worlds = fc.sample(asked, { numRuns: 1500, seed: 1 })
  }, 60_000)
  function noticed(mutant: (one: Asked) => Decision): boolean {
    return worlds.some((one) => complaints(mutant(one), one).length > 0)
  }
})

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
      fc.property(asked, someTokens(3), (one, prefer) => {
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

describe('law 3: fail closed', () => {
  it('b06 keeps unknown, contradicted and straddling places out of every restricted boundary', () => {
    check(
      fc.property(asked, (one) => {
        const decision = run(one)
        if (decision.nodeId === null || decision.trace.boundary.kind === 'unrestricted') return
        const { verdict } = one.snapshot.fleet.nodes.get(decision.nodeId)!.geo
        expect(['contradicted', 'impossible']).not.toContain(verdict.level)
        expect(verdict.borderline).toBe(false)
        expect(verdict.place.country).not.toBeNull()
      }),
      400,
    )
  })

  it('takes out the node that a filter chokes on, and no other', () => {
    check(
      fc.property(asked, fc.constantFrom(...filters), (one, broken) => {
        const victim = [...one.snapshot.fleet.nodes.keys()][0]
        const throwing = filters.map((filter) =>
          filter === broken
            ? { ...filter, passes: (node: FleetNode, job: Job) => (node.id === victim ? boom() : filter.passes(node, job)) }
            : filter,
        )
        const decision = run(one, throwing)
        const others = new Map([...one.snapshot.fleet.nodes].filter(([id]) => id !== victim))
        expect(decision.nodeId).toBe(run({ ...one, snapshot: { ...one.snapshot, fleet: { nodes: others } } }).nodeId)
      }),
    )
  })

  it('refuses a broken node rather than believing it', () => {
    check(
      fc.property(asked, (one) => {
        const nodes = [...one.snapshot.fleet.nodes.values()].map((node) => ({ ...node, geo: undefined }) as unknown as FleetNode)
        const world = { ...one.snapshot, fleet: { nodes: new Map(nodes.map((node) => [node.id, node])) } }
        let decision: Decision | null = null
        try {
          decision = run({ ...one, snapshot: world })
        } catch {}
        expect(decision?.nodeId ?? null).toBeNull()
      }),
      60,
    )
  })

  it('reads `only: []` as nothing, and a Subcloud that does not exist as no permission', () => {
    check(
      fc.property(asked, (one) => {
        const { request } = one
        for (const asks of [
          { ...request, geo: { ...request.geo, only: [] } },
          { ...request, key: { ...request.key, geo: { only: [] } } },
          { ...request, subcloud: 'gone' },
        ]) {
          expect(run({ ...one, request: asks }).nodeId).toBeNull()
        }
      }),
      60,
    )
  })

  it('refuses what is restricted while the fleet’s state is too old to prove it', () => {
    check(
      fc.property(asked, (one) => {
        const decision = decide(one.snapshot, one.request, { now: one.now, seed, stale: true })
        expect(decision.nodeId === null || decision.trace.boundary.kind === 'unrestricted').toBe(true)
      }),
      60,
    )
  })

  function boom(): never {
    throw new Error('a filter that throws')
  }
})

describe('law 4: deny wins, layers only narrow', () => {
  it('never admits more when a layer is added', () => {
    check(
      fc.property(asked, someTokens(2), someTokens(1), fc.constantFrom('platform', 'key', 'request'), (one, allow, deny, layer) => {
        const more = addLayer(one, layer, allow, deny)
        const before = new Set(choosable(one))
        expect(choosable(more).filter((id) => !before.has(id))).toEqual([])
      }),
      80,
    )
  })

  it('means the same whichever layer says it', () => {
    check(
      fc.property(asked, someTokens(2), someTokens(1), (one, allow, deny) => {
        const bare = withConfig(
          { ...one, request: { ...one.request, key: { id: 'k', geo: null }, geo: { ...one.request.geo, only: null, deny: [] } } },
          () => ({ platform: {} }),
        )
        const [a, b, c] = (['platform', 'key', 'request'] as const).map((layer) => addLayer(bare, layer, allow, deny))
        expect(run(b!).boundary.hash).toBe(run(a!).boundary.hash)
        expect(run(c!).boundary.hash).toBe(run(a!).boundary.hash)
        expect(choosable(b!)).toEqual(choosable(a!))
        expect(choosable(c!)).toEqual(choosable(a!))
      }),
      60,
    )
  })

  function addLayer(
    one: Asked,
    layer: 'platform' | 'key' | 'request',
    allow: RouteRequest['geo']['deny'],
    deny: RouteRequest['geo']['deny'],
  ): Asked {
    const { request } = one
    if (layer === 'platform') {
      // A second clause of the same layer is a layer of its own where the first has an allow list; then only deny is added.
      return withConfig(one, ({ platform }) => {
        const had = platform.boundary ?? { allow: [], deny: [] }
        return {
          platform: { ...platform, boundary: { allow: had.allow.length > 0 ? had.allow : [...allow], deny: [...had.deny, ...deny] } },
        }
      })
    }
    if (layer === 'key') {
      const had = request.key.geo ?? {}
      const only = had.only?.length ? had.only : allow.length > 0 ? allow : undefined
      return { ...one, request: { ...request, key: { ...request.key, geo: { ...had, only, deny: [...(had.deny ?? []), ...deny] } } } }
    }
    const only = request.geo.only ?? (allow.length > 0 ? allow : null)
    return { ...one, request: { ...request, geo: { ...request.geo, only, deny: [...request.geo.deny, ...deny] } } }
  }
})

describe('law 5: no list of candidates without a boundary', () => {
  it('cannot be written', () => {
    const nothing = makeSnapshot(compileConfig(configSchema.parse({ zones: [] }), 1), [], { zones: {}, override: null })
    const job = { config: nothing.config, boundary: makeBoundary(null, []) } as Job
    expect([...scanFleet(nothing.fleet, job, agnosticLadder, filters)]).toHaveLength(1)
    const { boundary: _, ...unbounded } = job
    // @ts-expect-error a job has a boundary
    expect([...scanFleet(nothing.fleet, unbounded, agnosticLadder, filters)]).toHaveLength(1)
    // @ts-expect-error a pool comes from a scan
    const pool: EligiblePool = [] as FleetNode[]
    expect(pickFrom(pool, { geo: true, seed, origin: null, affinityKey: null })).toEqual([])
  })
})

describe('law 6: pure and replayable', () => {
  it('gives the same bytes again, whatever order the fleet was loaded in, and leaves its input alone', () => {
    check(
      fc.property(asked, (one) => {
        const { config, fleet, gate } = one.snapshot
        for (const node of fleet.nodes.values()) deepFreeze(node)
        deepFreeze(one.request)
        const backwards = makeSnapshot(config, [...fleet.nodes.values()].reverse(), gate)
        const first = JSON.stringify(run(one))
        expect(JSON.stringify(run(one))).toBe(first)
        expect(JSON.stringify(run({ ...one, snapshot: backwards }))).toBe(first)
      }),
    )
  })

  it('l11 gives the same bytes in another process', () => {
    const script = new URL('./testing/decide-many.ts', import.meta.url).pathname
    const elsewhere = execFileSync(process.execPath, ['--import', 'tsx', script, 'print', '120', '42'], {
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
