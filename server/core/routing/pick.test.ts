import { expect, it } from 'vitest'
import { at, configWith, gateAll, type NodeSpec, node, nodeIdOf, originIn, type RequestSpec, request, snapshot } from '../testing/world'
import { decide } from './decide'
import { replay, replaysEqual } from './replay'

const config = configWith()
const berlin = originIn(config, 'DE', { cell: [13.25, 52.25] })

function counts(nodes: readonly NodeSpec[], jobs: number, spec: RequestSpec = {}, gate = gateAll(config, 'on')): Map<string, number> {
  const world = snapshot(
    config,
    nodes.map((one, i) => node(config, i + 1, one)),
    gate,
  )
  const asks = request(config, spec)
  const found = new Map<string, number>()
  for (let i = 0; i < jobs; i++) {
    const id = decide(world, asks, { now: at, seed: `job-${i}` }).nodeId!
    found.set(id, (found.get(id) ?? 0) + 1)
  }
  return found
}

it('l09 shares 10,000 jobs among 10 equal nodes, each within 10 % of even', () => {
  const equal = Array.from({ length: 10 }, () => ({ country: 'DE' }))
  for (const state of ['on', 'off'] as const) {
    const found = counts(equal, 10_000, { origin: berlin }, gateAll(config, state))
    expect(found.size).toBe(10)
    for (const jobs of found.values()) expect(Math.abs(jobs - 1000)).toBeLessThanOrEqual(100)
  }
})

it('shares a large pool of equals evenly too', () => {
  const found = counts(
    Array.from({ length: 100 }, () => ({ country: 'DE' })),
    20_000,
  )
  for (const jobs of found.values()) expect(Math.abs(jobs - 200)).toBeLessThanOrEqual(70)
  expect(found.size).toBe(100)
})

it('l14 lets the nearer of two win at equal load, and the emptier at unequal load', () => {
  // 100 km and 3,000 km from the origin's cell.
  const [near, far]: NodeSpec[] = [
    { country: 'DE', point: [13.25, 51.35] },
    { country: 'ES', point: [-16.6, 28.3] },
  ]
  const nearWins = (nearBusy: number, farBusy: number, state: 'on' | 'off' = 'on') =>
    counts(
      [
        { ...near, leased: nearBusy },
        { ...far, leased: farBusy },
      ],
      1000,
      { origin: berlin },
      gateAll(config, state),
    ).get(nodeIdOf(1)) ?? 0
  expect(nearWins(1, 1)).toBe(1000)
  expect(nearWins(1, 0)).toBe(0)
  expect(nearWins(0, 1)).toBe(1000)
  // With the gate off distance counts for nothing.
  expect(Math.abs(nearWins(1, 1, 'off') - 500)).toBeLessThan(100)
})

it('does not tell nodes of one city apart', () => {
  const found = counts(
    [
      { country: 'DE', point: [13.2, 52.2] },
      { country: 'DE', point: [13.3, 52.3] },
    ],
    1000,
    { origin: berlin },
  )
  expect([...found.values()].every((jobs) => jobs > 400)).toBe(true)
})

it('puts nodes that fail behind those that do not', () => {
  expect(counts([{ country: 'DE', failureRate: 0.3 }, { country: 'DE' }], 100).get(nodeIdOf(2))).toBe(100)
})

it('serves the believed before the unproven, however idle those are', () => {
  const nodes: NodeSpec[] = [
    { country: 'DE', level: 'unverified' },
    { country: 'DE', leased: 3 },
  ]
  expect(counts(nodes, 100, { origin: berlin }).get(nodeIdOf(2))).toBe(100)
  expect(counts(nodes, 100, { origin: berlin }, gateAll(config, 'off')).get(nodeIdOf(1))).toBe(100)
})

it('l10 keeps a conversation on its node while that is eligible, and says when it is not', () => {
  const nodes = Array.from({ length: 40 }, (_, i) => node(config, i + 1, { country: 'DE', leased: i % 3 }))
  const ask = (fleet: typeof nodes, seed: string) =>
    decide(snapshot(config, fleet), request(config, { affinityKey: 'conv-17', origin: berlin }), { now: at, seed })
  const first = ask(nodes, 'a')
  expect(first.reasons).toContain('affinity_kept')
  for (const seed of ['b', 'c', 'd']) expect(ask(nodes, seed).nodeId).toBe(first.nodeId)
  const others = nodes.filter(({ id }) => id !== first.nodeId)
  expect(ask([...others.slice(0, 20), nodes.find(({ id }) => id === first.nodeId)!], 'e').nodeId).toBe(first.nodeId)

  const drained = nodes.map((one) => (one.id === first.nodeId ? { ...one, drained: true } : one))
  const moved = ask(drained, 'f')
  expect(moved.nodeId).not.toBe(first.nodeId)
  expect(moved.reasons).toContain('affinity_broken')
  expect(ask(drained, 'g').nodeId).toBe(moved.nodeId)
  expect(
    new Set(
      Array.from(
        { length: 40 },
        (_, i) => decide(snapshot(config, nodes), request(config, { affinityKey: `conv-${i}` }), { now: at, seed: 's' }).nodeId,
      ),
    ).size,
  ).toBeGreaterThan(15)
})

it('replays the pick from a large pool and from a conversation', () => {
  const nodes = Array.from({ length: 300 }, (_, i) =>
    node(config, i + 1, { country: 'DE', point: [(i % 20) - 5, 40 + (i % 15)], leased: i % 4, failureRate: (i % 7) / 50 }),
  )
  for (const affinityKey of [null, 'conv-1']) {
    const decision = decide(snapshot(config, nodes, gateAll(config, 'shadow')), request(config, { origin: berlin, affinityKey }), {
      now: at,
      seed: 'x',
    })
    const trace = JSON.parse(JSON.stringify(decision.trace))
    expect(replaysEqual(trace)).toBe(true)
    expect(replay(trace).pick).toMatchObject({ nodeId: decision.nodeId, rung: decision.rung, distanceKm: decision.distanceKm })
    const other = { ...trace, rungs: trace.rungs.map((rung: { sampled: object[] }) => ({ ...rung, sampled: [...rung.sampled].reverse() })) }
    expect(replaysEqual(other)).toBe(false)
  }
})
