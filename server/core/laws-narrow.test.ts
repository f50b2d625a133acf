// Laws 3 and 4: whatever goes wrong, and whatever is added, the candidates only get fewer.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from './routing/decide'
import { wholePool } from './routing/draw'
import { filters, type Job } from './routing/filters'
import type { FleetNode, RouteRequest } from './routing/types'
import { asked, someTokens } from './testing/arbitraries'
import { check, choosable, run, seed, withConfig } from './testing/laws-kit'
import type { Asked } from './testing/oracle'
import { node } from './testing/world'

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
        const without = run({ ...one, snapshot: { ...one.snapshot, fleet: { nodes: others } } })
        expect([decision.outcome, decision.rung]).toEqual([without.outcome, without.rung])
        // Of a larger pool some are drawn by their places in it, and without the victim there is one place less.
        if (others.size < wholePool) expect(decision.nodeId).toBe(without.nodeId)
        else expect(decision.nodeId).not.toBe(victim)
      }),
    )
  })

  it('serves as if a record without a verdict were not there', () => {
    check(
      fc.property(asked, (one) => {
        const broken = { ...node(one.snapshot.config, 99, { country: 'DE' }), geo: undefined } as unknown as FleetNode
        const nodes = [...one.snapshot.fleet.nodes.values(), broken]
        const world = { ...one.snapshot, fleet: { nodes: new Map(nodes.map((each) => [each.id, each])) } }
        expect(run({ ...one, snapshot: world }).toJSON()).toEqual(run(one).toJSON())
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
