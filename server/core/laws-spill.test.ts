// Law 1 and 2 for what goes on by itself: shedding, spent budgets, panics and ejections order and narrow; none of them admits a
// node, moves a boundary or counts while the gate is off.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from './routing/decide'
import { replaysEqual } from './routing/replay'
import { type PoolSpill, poolKey } from './routing/spill/types'
import type { Snapshot } from './routing/types'
import { aPool, asked } from './testing/arbitraries'
import { complaints } from './testing/complaints'
import { check, run } from './testing/laws-kit'
import { type Asked, expect as oracle } from './testing/oracle'
import { topZones } from './testing/oracle-areas'
import { gateAll, model } from './testing/world'

const over = (one: Asked, change: Partial<Snapshot>): Asked => ({ ...one, snapshot: { ...one.snapshot, ...change } })
const calm = (one: Asked) => over(one, { spill: undefined, panic: undefined })
const withoutBudgets = (one: Asked) => over(one, { spill: one.snapshot.spill && { ...one.snapshot.spill, spent: new Set() } })
const withoutEjections = (one: Asked) =>
  over(one, { fleet: { nodes: new Map([...one.snapshot.fleet.nodes].map(([id, node]) => [id, { ...node, ejectedUntil: null }])) } })

const general = poolKey('mainnet', null, model)
/** The zone is asked for four times what it has, so that most of its jobs are shed. */
function hotIn(zone: string, pool: PoolSpill): PoolSpill {
  const load = { slots: 2, used: 2, offered: 8, live: 1, total: 5 }
  return { ...pool, loads: new Map(pool.loads).set(zone, load), hot: new Map([[zone, 0]]) }
}

describe('shedding', () => {
  it('chooses within the same boundary from the same nodes, and refuses and answers the same', () => {
    let shed = 0
    check(
      fc.property(asked, aPool, fc.constantFrom(...topZones), fc.uuid(), (any, pool, zone, seed) => {
        const gate = gateAll(any.snapshot.config, 'on')
        const spill = { pools: new Map([[general, hotIn(zone, pool)]]), spent: new Set<string>() }
        const plain = { subcloud: null, affinityKey: null, retry: null, requirements: { minVramGb: null, gpu: null } }
        const geo = { ...any.request.geo, prefer: [`zone:${zone}` as const], fallback: null }
        const one = over({ ...any, first: null, request: { ...any.request, ...plain, geo } }, { gate, spill })
        const by = ({ snapshot, request, now }: Asked) => decide(snapshot, request, { now, seed })
        const [hot, cool] = [by(one), by(over(one, { spill: undefined }))]
        expect(complaints(hot, one)).toEqual([])
        expect(replaysEqual(JSON.parse(JSON.stringify(hot.trace)))).toBe(true)
        expect(hot.boundary).toEqual(cool.boundary)
        expect(hot.refusal?.code).toBe(cool.refusal?.code)
        expect(hot.nodeId === null || oracle(one).eligible.has(hot.nodeId)).toBe(true)
        if (hot.nodeId !== cool.nodeId) {
          shed++
          expect(hot.trace.spill?.first).toBeGreaterThan(0)
        }
      }),
      300,
    )
    // Else this would prove nothing; some twenty are to be expected.
    expect(shed).toBeGreaterThan(0)
  })

  it('does nothing at all while the gate is off', () => {
    check(
      fc.property(asked, fc.constantFrom('off' as const, 'suspended' as const), (one, state) => {
        const closed = over(one, { gate: gateAll(one.snapshot.config, state) })
        expect(JSON.stringify(run(closed))).toBe(JSON.stringify(run(over(closed, { spill: undefined }))))
      }),
      100,
    )
  })
})

it('a spent budget is the same as no fallback, while the gate applies', () => {
  check(
    fc.property(asked, (one) => {
      const { subcloud } = one.request
      const spent = over(one, {
        gate: gateAll(one.snapshot.config, 'on'),
        spill: { pools: new Map(), spent: new Set([subcloud ?? 'none']) },
      })
      const decision = run(spent)
      const geo = { ...one.request.geo, fallback: 'none' as const }
      const strict = run({ ...spent, request: subcloud === null ? one.request : { ...one.request, geo } })
      expect([decision.nodeId, decision.rung, decision.refusal?.code]).toEqual([strict.nodeId, strict.rung, strict.refusal?.code])
    }),
    200,
  )
})

it('an ejection only takes away: the node itself, while it lasts', () => {
  check(
    fc.property(asked, (one) => {
      const { eligible } = oracle(one)
      const before = oracle(withoutEjections(one)).eligible
      const ejected = (id: string) => (one.snapshot.fleet.nodes.get(id)!.ejectedUntil ?? 0) > one.now
      expect([...before].filter((id) => !eligible.has(id)).every(ejected)).toBe(true)
      expect([...eligible].every((id) => before.has(id) && !ejected(id))).toBe(true)
      const { nodeId } = run(one)
      expect(nodeId === null || !ejected(nodeId)).toBe(true)
    }),
    200,
  )
})

it('a zone in panic admits none but its own nodes, and those but for their silence', () => {
  check(
    fc.property(asked, (one) => {
      const before = oracle(over(one, { panic: undefined })).eligible
      for (const id of oracle(one).eligible) {
        const { liveUntil, geo } = one.snapshot.fleet.nodes.get(id)!
        expect(before.has(id) || (liveUntil < one.now && one.snapshot.panic?.has(geo.containment.label ?? ''))).toBe(true)
      }
      const { nodeId } = run(one)
      expect(nodeId === null || oracle(one).eligible.has(nodeId)).toBe(true)
    }),
    200,
  )
})

it('the oracle notices when a hot zone, a spent budget, a panic or an ejection is overlooked', () => {
  const worlds = fc.sample(asked, { numRuns: 1500, seed: 7 })
  const noticed = (blind: (one: Asked) => Asked) => worlds.filter((one) => complaints(run(blind(one)), one).length > 0).length
  expect(noticed((one) => one)).toBe(0)
  expect(noticed((one) => over(one, { spill: one.snapshot.spill && { ...one.snapshot.spill, pools: new Map() } }))).toBeGreaterThan(10)
  expect(noticed(withoutBudgets)).toBeGreaterThan(2)
  expect(noticed((one) => over(one, { panic: undefined }))).toBeGreaterThan(3)
  expect(noticed(withoutEjections)).toBeGreaterThan(5)
  expect(noticed(calm)).toBeGreaterThan(20)
})
