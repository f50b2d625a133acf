// The index and the scan are two ways to one answer: decision for decision and trace for trace, on worlds of any size and
// after any sequence of changes.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { agree, textOf } from '../../testing/agree'
import { asked } from '../../testing/arbitraries'
import { ChangingWorld, configs } from '../../testing/changing-world'
import { at, gateAll, node, nodeIdOf, originIn, request } from '../../testing/world'
import { decide } from '../decide'
import type { FleetNode } from '../types'
import { FleetIndex } from './fleet-index'
import { indexFleet } from './index-fleet'

const numRuns = 25

it('agrees on small worlds of every kind', () => {
  fc.assert(
    fc.property(asked, fc.string(), ({ snapshot, request: asks, now }, seed) => {
      agree(snapshot, asks, { now, seed })
      agree(snapshot, { ...asks, affinityKey: seed }, { now, seed, explain: true })
    }),
    { numRuns: 400 },
  )
})

it('agrees on large worlds after any changes', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.constantFrom(30, 90, 400),
      fc.array(fc.integer(), { minLength: 20, maxLength: 40 }),
      (seed, size, steps) => {
        const world = new ChangingWorld(seed, size)
        for (const step of steps) {
          world.change(step)
          // The same few again and again, for what is kept from one decision to the next.
          for (const asks of world.usual) agree(world.snapshot(1), asks, { now: world.now, seed: `${step}` })
          for (let i = 0; i < 2; i++) agree(world.snapshot(step + i), world.request(step * 7 + i), { now: world.now, seed: `${step} ${i}` })
        }
        // What is kept up to date is what is built anew.
        const anew = { ...world.snapshot(seed), fleet: { nodes: world.nodes, index: indexFleet(world.config, world.nodes) } }
        for (let i = 0; i < 10; i++) {
          const [asks, context] = [world.request(seed + i), { now: world.now, seed: `${seed} ${i}` }]
          expect(textOf(anew, asks, context)).toBe(textOf(world.snapshot(seed), asks, context))
        }
      },
    ),
    // A failing world takes seconds to make again: shrinking it would take hours.
    { numRuns, endOnFailure: true },
  )
})

it('agrees where there are more kinds of cards than have numbers, also once some are gone', () => {
  const config = configs[0]!
  const nodes = new Map(
    Array.from({ length: 600 }, (_, i) => {
      const one = node(config, i + 1, { country: 'DE', models: ['a'], vramGb: 8 + (i % 300), gpu: i < 300 ? 'L4' : 'RTX 4090' })
      return [one.id, one] as const
    }),
  )
  const index = new FleetIndex(config, nodes)
  const slots = new Map([...nodes.values()].map((one) => [one.id, index.enter(one)]))
  index.rebuild()
  const world = { config, fleet: { nodes, index }, gate: gateAll(config, 'on') }
  const check = () => {
    for (const minVramGb of [null, 20, 200, 306, 5000])
      for (const gpu of [null, 'l4', 'NVIDIA RTX 4090', 'A100'])
        agree(world, request(config, { model: 'a', requirements: { minVramGb, gpu } }), { now: at, seed: `${minVramGb} ${gpu}` })
  }
  check()
  for (const [id, slot] of slots)
    if (Number(id) % 2 === 0) {
      index.remove(slot)
      nodes.delete(id)
    }
  for (const one of nodes.values()) {
    one.vramGb = 400 - one.vramGb
    index.update(slots.get(one.id)!, one)
  }
  check()
})

it('agrees on a pool in which hardly anybody is free, however far it has to be looked through', () => {
  const config = configs[0]!
  const like = node(config, 1, { country: 'DE', models: ['a'], slots: 1 })
  const nodes = new Map(Array.from({ length: 20_000 }, (_, i) => nodeIdOf(i + 1)).map((id) => [id, { ...like, id, leased: 1 }]))
  const index = new FleetIndex(config, nodes)
  const slots = new Map([...nodes.values()].map((one) => [one.id, index.enter(one)]))
  index.rebuild()
  const world = { config, fleet: { nodes, index }, gate: gateAll(config, 'on') }
  let free = 0
  const looked = new Set<string>()
  for (const count of [0, 1, 4, 15, 60, 400]) {
    for (; free < count; free++) {
      const one = nodes.get(nodeIdOf(1 + free * 41))!
      one.leased = 0
      index.touch(slots.get(one.id)!, one)
    }
    for (let seed = 0; seed < 5; seed++) {
      const asks = request(config, { model: 'a', origin: originIn(config, 'DE') })
      expect(agree(world, asks, { now: at, seed: `${seed}` })).toBe(count === 0 ? 'refused' : 'routed')
      const [rung] = decide(world, asks, { now: at, seed: `${seed}` }).trace.rungs
      looked.add(`${rung!.counted} ${rung!.sampled.length}`)
    }
  }
  // Nobody; all who were left, few and many; three of the first thousand, or fewer.
  expect(looked).toContain('all 0')
  expect(looked).toContain('pool 4')
  expect(looked).toContain('pool 3')
  expect(looked).toContain('looked 3')
  expect(looked).toContain('looked 1')
})

it('agrees beside a record that nobody should write, which stands in nobody’s way', () => {
  const config = configs[0]!
  const bad = { ...node(config, 1, { country: 'DE', models: ['a'] }), joins: undefined } as unknown as FleetNode
  const nodes = new Map([bad, node(config, 2, { country: 'DE', models: ['a'], joins: ['iso'] })].map((one) => [one.id, one]))
  const world = { config, fleet: { nodes, index: indexFleet(config, nodes) }, gate: gateAll(config, 'on') }
  for (const slug of [null, 'open', 'iso', 'semi']) agree(world, request(config, { model: 'a', subcloud: slug }), { now: at, seed: 's' })
  expect(decide(world, request(config, { model: 'a', subcloud: 'iso' }), { now: at, seed: 's' }).nodeId).toBe(nodeIdOf(2))
})

it('forgets what nobody has any more', () => {
  const world = new ChangingWorld(3, 200)
  for (let i = 0; i < 200; i++) decide(world.snapshot(i), world.request(i), { now: at, seed: 's' })
  for (const id of [...world.nodes.keys()]) world.leave(id)
  expect(world.index.classes.values.every((one) => one === undefined)).toBe(true)
  for (let i = 0; i < 20; i++) agree(world.snapshot(i), world.request(i), { now: at, seed: 's' })
})
