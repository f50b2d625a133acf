import { expect, it } from 'vitest'
import { seededRandom } from '../../demo/random'
import { drawDemand } from './demand'
import { EventQueue } from './event-queue'
import { NodeState } from './node-state'
import { own, type Policy, powerOfTwo, random } from './policies'
import { prequal } from './prequal'
import { simulate } from './simulate'
import { View } from './view'
import { createSimWorld, type SimNode } from './world'

const world = createSimWorld(seededRandom(1))
const run = (policy: Policy, load: number, jobs = 2_000) =>
  simulate(world, drawDemand(world, load, jobs, seededRandom(2)), policy, seededRandom(3))

it('lets things happen in the order of their times, equals as they were put in', () => {
  const queue = new EventQueue<number>()
  const draw = seededRandom(4)
  const put = Array.from({ length: 2_000 }, (_, event) => ({ at: draw.int(50), event }))
  const taken: { at: number; event: number }[] = []
  for (const [i, { at, event }] of put.entries()) {
    queue.add(at + i, event)
    if (i % 3 === 0) taken.push(queue.next()!)
  }
  for (let next = queue.next(); next; next = queue.next()) taken.push(next)
  expect(taken.map(({ event }) => event).sort((a, b) => a - b)).toEqual(put.map(({ event }) => event))
  const drained = new EventQueue<number>()
  for (const { at, event } of put) drained.add(at, event)
  const sorted = [...put].sort((a, b) => a.at - b.at || a.event - b.event)
  expect(put.map(() => drained.next()!.event)).toEqual(sorted.map(({ event }) => event))
})

it('works off a line with as many jobs at once as a node has slots, at its speed', () => {
  const node = { slots: 2, speed: 2 } as SimNode
  const state = new NodeState(node)
  const spans: [number, number][] = []
  const ends: number[] = []
  const job = { work: 1, fails: false, done: (from: number, to: number) => spans.push([from, to]) }
  for (let n = 0; n < 3; n++) state.arrive(job, 100, (at) => ends.push(at))
  expect([spans, state.rif, ends]).toEqual([[[100, 600], [100, 600]], 3, [600, 600]]) // biome-ignore format: two spans
  state.leave(600, (at) => ends.push(at))
  expect([spans[2], state.rif, state.busyMs]).toEqual([[600, 1100], 2, 1500])
  expect(state.probe().rif).toBe(2)
})

it('reads a report beside the leases of now, or as the greater of the two', () => {
  const node = { index: 0, slots: 4 } as SimNode
  for (const [reading, full, after] of [
    ['greater', 1, 1],
    ['beside', 1, 0.25],
  ] as const) {
    // biome-ignore format: two readings
    const view = new View(1, reading)
    for (let n = 0; n < 3; n++) view.lease(0, node, 1)
    view.report(node, 4)
    expect(view.load(0, node)).toBe(full)
    for (let n = 0; n < 3; n++) view.lease(0, node, -1)
    expect(view.load(0, node)).toBe(after)
    expect(view.load(1, node)).toBe(1)
  }
})

it('is the same world for the same seed, and answers or refuses every job', () => {
  expect(run(own(), 0.8)).toEqual(run(own(), 0.8))
  expect(run(own(), 0.8)).not.toEqual(run(random, 0.8))
  const calm = run(own(), 0.3)
  expect(calm.refusedPct).toBe(0)
  expect(calm.keptPct).toBeGreaterThan(90)
  expect(run(own(), 1.3).refusedPct).toBeGreaterThan(10)
})

it('waits less with the product’s way of picking than with two choices, or with none', () => {
  const [ours, two, blind] = [own(), powerOfTwo, random].map((policy) => run(policy, 0.5, 6_000).meanMs)
  expect(ours).toBeLessThan(0.9 * two!)
  expect(ours).toBeLessThan(0.9 * blind!)
})

it('lets Prequal prefer the fast: what it probes for shows in the answers', () => {
  expect(run(prequal(seededRandom(5)), 0.5, 6_000).answerMs).toBeLessThan(run(random, 0.5, 6_000).answerMs)
})
