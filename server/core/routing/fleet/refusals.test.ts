// Refusals are told from what was counted for the ones before: on fleets where hardly anybody has a slot left, after any
// changes and at any time, they say what looking at every node says.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { agree } from '../../testing/agree'
import { ChangingWorld } from '../../testing/changing-world'
import { at, configWith, gateAll, node, nodeIdOf, originIn, request, subcloud } from '../../testing/world'
import { decide } from '../decide'
import { FleetIndex } from './fleet-index'
import { indexFleet } from './index-fleet'

class FullWorld extends ChangingWorld {
  /** Everybody is heard of and has no slot left. */
  fill(): void {
    for (const one of this.nodes.values())
      this.touch(one, { leased: one.slots, lastSeenAt: this.now, liveUntil: this.now + 45_000, ejectedUntil: null, quarantinedUntil: null })
  }

  step(n: number): void {
    const one = [...this.nodes.values()][n % this.nodes.size]
    if (one === undefined || n % 11 === 0) this.change(n >>> 4)
    else if (n % 11 < 3) this.fill()
    else if (n % 11 < 6) this.touch(one, { leased: one.leased === 0 ? one.slots : 0 })
    else if (n % 11 < 8)
      this.touch(one, { lastSeenAt: this.now, liveUntil: this.now + [45_000, 60_000, 1_000, 20_000 + (n % 40) * 100][n % 4]! })
    else if (n % 11 < 9) this.touch(one, { [n % 2 === 0 ? 'ejectedUntil' : 'quarantinedUntil']: this.now + [-1, 1_500, 30_000][n % 3]! })
    else this.now += [0, 1, 900, 16_000][n % 4]!
  }
}

it('agree with a look at every node, whatever has changed since the last', () => {
  const told = { routed: 0, refused: 0 }
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(10, 60, 300), fc.array(fc.nat(), { minLength: 20, maxLength: 40 }), (seed, size, steps) => {
      const world = new FullWorld(seed, size)
      world.fill()
      for (const [i, step] of steps.entries()) {
        world.step(step)
        const asks = [...world.usual, world.request(step), world.request(step + 1)]
        // Now and then somebody decides at an earlier time.
        const now = i % 5 === 4 ? world.now - (step % 50_000) : world.now
        const snapshot = world.snapshot(i % 2 === 0 ? 1 : step)
        for (const each of asks) told[agree(snapshot, each, { now, seed: `${step}` })]++
      }
    }),
    { numRuns: 40, endOnFailure: true },
  )
  expect(told.refused).toBeGreaterThan(told.routed)
})

it('agree once more has changed than is noted', () => {
  const world = new FullWorld(1, 300)
  world.fill()
  const asks = request(world.config, { model: 'a' })
  expect(agree(world.snapshot(1), asks, { now: at, seed: 's' })).toBe('refused')
  const [first] = world.nodes.values()
  world.leave(first!.id)
  for (let i = 0; i < 150; i++) {
    for (const one of world.nodes.values()) world.touch(one, { leased: 0 })
    world.fill()
  }
  expect(agree(world.snapshot(1), asks, { now: at, seed: 's' })).toBe('refused')
})

it('agree in a panic, for as long as who is silent counts as live there and after', () => {
  const config = configWith(() => ({}), 3)
  // More lengths of life than have numbers; and whom nobody believes where it says it is, here as there.
  const made = Array.from({ length: 80 }, (_, i) => {
    const level = i % 4 === 0 ? 'contradicted' : 'consistent'
    const one = node(config, i + 1, {
      country: 'DE',
      models: ['a'],
      level,
      slots: 2,
      leased: i % 20 === 0 ? 1 : 2,
      lastSeenAt: at - 100_000,
    })
    const label = i % 8 === 0 ? 'NA' : 'EU'
    return { ...one, liveUntil: at - 55_000 + i * 100, geo: { ...one.geo, containment: { ...one.geo.containment, label } } }
  })
  const nodes = new Map(made.map((one) => [one.id, one]))
  const index = new FleetIndex(config, nodes)
  const slots = new Map(made.map((one) => [one.id, index.enter(one)]))
  index.rebuild()
  const world = { config, fleet: { nodes, index }, gate: gateAll(config, 'on') }
  const told = new Set<string>()
  for (let step = 0; step < 50; step++) {
    const one = made[step]!
    // Believed for longer, though it is live until the same time.
    one.lastSeenAt -= 7_000
    index.touch(slots.get(one.id)!, one)
    const snapshot = { ...world, panic: new Set(step % 7 === 6 ? [] : ['EU']) }
    for (const country of ['DE', 'US']) {
      const asks = request(config, { model: 'a', origin: originIn(config, country) })
      told.add(agree(snapshot, asks, { now: at + step * 1_500, seed: `${step}` }))
    }
  }
  expect(told).toEqual(new Set(['routed', 'refused']))
})

it('agree when weeks go by', () => {
  const world = new FullWorld(5, 100)
  world.fill()
  for (let day = 0; day < 70; day += 3) {
    world.now = at + day * 86_400_000
    const [one] = world.nodes.values()
    world.touch(one!, { lastSeenAt: world.now, liveUntil: world.now + 45_000 })
    for (const asks of world.usual) expect(agree(world.snapshot(1), asks, { now: world.now, seed: `${day}` })).toBe('refused')
  }
})

it('agree for Subclouds whose own pools were forgotten and made again', () => {
  const slugs = Array.from({ length: 12 }, (_, i) => `own-${i}`)
  const own = slugs.map((slug) => subcloud(slug, { participation: { criteria: { minVramGb: 20 } } }))
  const config = configWith(() => ({ subclouds: own }), 3)
  const nodes = new Map(
    Array.from({ length: 300 }, (_, i) => {
      const one = node(config, i + 1, { country: 'DE', models: ['a', 'b', 'c'], vramGb: 24, slots: 1, leased: 1 })
      return [one.id, one] as const
    }),
  )
  const index = new FleetIndex(config, nodes)
  const slots = new Map([...nodes.values()].map((one) => [one.id, index.enter(one)]))
  index.rebuild()
  const world = { config, fleet: { nodes, index }, gate: gateAll(config, 'on') }
  for (let i = 0; i < 48; i++) {
    const one = nodes.get(nodeIdOf(1 + i))!
    one.vramGb = 48
    index.update(slots.get(one.id)!, one)
    const asks = request(config, { model: 'a', subcloud: slugs[i % slugs.length]! })
    expect(agree(world, asks, { now: at, seed: `${i}` })).toBe('refused')
  }
  expect(index.ready.length).toBeLessThan(slugs.length)
})

it('agree for jobs of which the names, one after the other, read alike', () => {
  const config = configWith(() => ({}), 3)
  const kinds = [
    { environment: 'm', model: 'x\nz' },
    { environment: 'm\nx', model: 'z' },
  ]
  const made = kinds.map(({ environment, model }, i) =>
    node(config, i + 1, { country: 'DE', environments: [environment], models: [model], drained: i === 0, slots: 1, leased: 1 }),
  )
  const nodes = new Map(made.map((one) => [one.id, one]))
  const world = { config, fleet: { nodes, index: indexFleet(config, nodes) }, gate: gateAll(config, 'on') }
  for (const kind of [...kinds, ...kinds]) expect(agree(world, request(config, kind), { now: at, seed: 's' })).toBe('refused')
})

it('are not told any more once somebody is free', () => {
  const world = new FullWorld(3, 60)
  world.fill()
  const asks = request(world.config, { model: 'a' })
  const outcome = () => decide(world.snapshot(1), asks, { now: at, seed: 's' }).outcome
  expect([outcome(), outcome()]).toEqual(['refused', 'refused'])
  for (const one of world.nodes.values()) world.touch(one, { leased: 0 })
  expect([outcome(), outcome()]).toEqual(['routed', 'routed'])
})
