// The index and the scan are two ways to one answer: decision for decision and trace for trace, on worlds of any size and
// after any sequence of changes.

import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { gateStates } from '../../activation/types'
import { makeBoundary } from '../../boundary/merge'
import type { CompiledConfig } from '../../config/compiled'
import { asked } from '../../testing/arbitraries'
import { at, configWith, gateAll, node, nodeIdOf, originIn, request, subcloud } from '../../testing/world'
import { decide } from '../decide'
import { replaysEqual } from '../replay'
import type { DecideContext, FleetNode, RouteRequest, Snapshot } from '../types'
import { FleetIndex, indexFleet } from './fleet-index'

vi.setConfig({ testTimeout: 120_000 })

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
        const world = new World(seed, size)
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
          expect(text(anew, asks, context)).toBe(text(world.snapshot(seed), asks, context))
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

it('agrees beside a record that nobody should write, which stands in nobody’s way', () => {
  const config = configs[0]!
  const bad = { ...node(config, 1, { country: 'DE', models: ['a'] }), joins: undefined } as unknown as FleetNode
  const nodes = new Map([bad, node(config, 2, { country: 'DE', models: ['a'], joins: ['iso'] })].map((one) => [one.id, one]))
  const world = { config, fleet: { nodes, index: indexFleet(config, nodes) }, gate: gateAll(config, 'on') }
  for (const slug of [null, 'open', 'iso', 'semi']) agree(world, request(config, { model: 'a', subcloud: slug }), { now: at, seed: 's' })
  expect(decide(world, request(config, { model: 'a', subcloud: 'iso' }), { now: at, seed: 's' }).nodeId).toBe(nodeIdOf(2))
})

it('forgets what nobody has any more', () => {
  const world = new World(3, 200)
  for (let i = 0; i < 200; i++) decide(world.snapshot(i), world.request(i), { now: at, seed: 's' })
  for (const id of [...world.nodes.keys()]) world.leave(id)
  expect(world.index.classes.values.every((one) => one === undefined)).toBe(true)
  for (let i = 0; i < 20; i++) agree(world.snapshot(i), world.request(i), { now: at, seed: 's' })
})

function agree(snapshot: Snapshot, asks: RouteRequest, context: DecideContext): void {
  const { nodes, index } = snapshot.fleet
  expect(index?.config).toBe(snapshot.config)
  const byIndex = text(snapshot, asks, context)
  expect(byIndex).toBe(text({ ...snapshot, fleet: { nodes } }, asks, context))
  expect(replaysEqual(JSON.parse(byIndex).trace)).toBe(true)
}

const text = (snapshot: Snapshot, asks: RouteRequest, context: DecideContext) => JSON.stringify(decide(snapshot, asks, context))

const square = (west: number, south: number) => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [west, south],
        [west + 3, south],
        [west + 3, south + 3],
        [west, south + 3],
        [west, south],
      ],
    ],
  ],
})

/** Drawn zones, isolating and open Subclouds, bans: what the small worlds have less of. */
const configs = [1, 2].map((revision) =>
  configWith(
    ({ zones }) => ({
      platform: { panic: false, boundary: revision === 2 ? { deny: ['zone:DRAWN'] } : undefined },
      zones: [
        ...zones.map((zone) => ({ ...zone, neighbours: ['EU', 'NA', 'ME'].filter((code) => code !== zone.code) })),
        { code: 'EU-W', name: 'West', parent: 'EU', countries: ['DE', 'FR'] },
        { code: 'DRAWN', name: 'Drawn', polygons: square(8, 48) },
      ],
      subclouds: [
        subcloud('open', {}),
        subcloud('strict', { boundary: { allow: ['jurisdiction:EU27'], deny: ['zone:DRAWN'] }, participation: { bans: [nodeIdOf(3)] } }),
        subcloud('iso', { isolate: true }),
        subcloud('semi', {
          participation: { join: 'semi-open', criteria: { minVramGb: 24, minTrust: 'consistent' } },
          prefer: ['country:DE'],
        }),
      ],
    }),
    revision,
  ),
)

class World {
  readonly nodes = new Map<string, FleetNode>()
  config: CompiledConfig = configs[0]!
  index: FleetIndex
  now = at
  private readonly slots = new Map<string, number>()
  private next = 0

  constructor(seed: number, size: number) {
    this.index = new FleetIndex(this.config, this.nodes)
    for (let i = 0; i < size; i++) this.join(seed + i * 31)
  }

  snapshot(n: number): Snapshot {
    const state = n % 3 === 0 ? gateStates[Math.abs(n) % gateStates.length]! : 'on'
    return {
      config: this.config,
      fleet: { nodes: this.nodes, index: this.index },
      gate: gateAll(this.config, state, 50),
      ...(n % 5 === 0 ? { panic: new Set(['EU', 'EU-W']) } : {}),
    }
  }

  readonly usual: readonly RouteRequest[] = ['DE', 'US', null].flatMap((country) =>
    [null, 'open', 'semi'].map((slug) =>
      request(configs[0]!, {
        subcloud: slug,
        model: 'a',
        origin: originIn(configs[0]!, country),
        geo: { fallback: slug === 'semi' ? 'none' : null },
      }),
    ),
  )

  request(n: number): RouteRequest {
    const pick = chooser(n)
    const id = [...this.nodes.keys()][Math.abs(n) % Math.max(1, this.nodes.size)] ?? nodeIdOf(1)
    return request(this.config, {
      subcloud: pick([null, null, 'open', 'strict', 'iso', 'semi']),
      model: pick(['a', 'a', 'a', 'b', 'none']),
      origin: originIn(this.config, pick(['DE', 'FR', 'US', 'AE', 'JP', null]), { cell: pick([[13.25, 52.25], [-100.25, 40.25], null]) }),
      geo: {
        prefer: pick([[], [], ['zone:EU'], ['country:DE', 'zone:NA'], ['jurisdiction:EU27']]),
        only: pick([null, null, null, ['zone:EU']]),
      },
      requirements: { minVramGb: pick([null, null, 24]), gpu: pick([null, null, null, 'l4']) },
      affinityKey: pick([null, null, `talk ${n % 20}`]),
      retry: pick([null, null, null, { of: 'first', tried: [id], boundary: makeBoundary(null, []) }]),
    })
  }

  change(n: number): void {
    const pick = chooser(n)
    const id = [...this.nodes.keys()][Math.abs(n) % Math.max(1, this.nodes.size)]
    const one = id === undefined ? undefined : this.nodes.get(id)!
    const step = pick([
      'join',
      'leave',
      'load',
      'load',
      'full',
      'beat',
      'time',
      'geo',
      'geo',
      'models',
      'drain',
      'hold',
      'eject',
      'cool',
      'config',
      'rebuild',
      'flood',
    ])
    if (step === 'config') this.reconfigure()
    else if (step === 'rebuild') this.index.rebuild()
    else if (step === 'time') this.now += pick([0, 1, 20_000, 50_000, 20_000, 50_000, 30 * 86_400_000])
    else if (step === 'flood') for (const each of this.nodes.values()) this.touch(each, { leased: each.slots })
    else if (step === 'join' || one === undefined) this.join(n)
    else if (step === 'leave') this.leave(one.id)
    else if (step === 'load') this.touch(one, { leased: pick([0, 1, one.slots, 70_000]), failureRate: pick([0, 0.1234, 1]) })
    else if (step === 'full') for (const each of this.nodes.values()) this.touch(each, { inFlight: pick([0, each.slots]) })
    else if (step === 'beat')
      this.touch(one, { lastSeenAt: this.now, liveUntil: this.now + pick([45_000, 45_000, 45_000, 45_000.5, 3e12]) })
    else if (step === 'geo') {
      one.geo = made(this.config, 1, n).geo
      this.index.relocate(this.slots.get(one.id)!, one)
    } else if (step === 'eject') this.touch(one, { ejectedUntil: this.now + pick([-1, 1_500, 30_000]) })
    else {
      const changes: Record<string, Partial<FleetNode>> = {
        models: { models: ['b', 'b'], vramGb: 80 },
        drain: { drained: true },
        cool: { cooling: pick([['open'], ['semi', 'iso'], []]) },
        hold: { quarantinedUntil: this.now + 30_000 },
      }
      Object.assign(one, changes[step])
      this.index.update(this.slots.get(one.id)!, one)
    }
  }

  join(n: number): void {
    const one = made(this.config, ++this.next, n)
    this.nodes.set(one.id, one)
    this.slots.set(one.id, this.index.add(one))
  }

  leave(id: string): void {
    this.index.remove(this.slots.get(id)!)
    this.nodes.delete(id)
  }

  private touch(one: FleetNode, change: Partial<FleetNode>): void {
    Object.assign(one, change)
    this.index.touch(this.slots.get(one.id)!, one)
  }

  private reconfigure(): void {
    this.config = configs.find((one) => one !== this.config)!
    this.index = new FleetIndex(this.config, this.nodes)
    for (const one of this.nodes.values()) this.slots.set(one.id, this.index.enter(one))
    this.index.rebuild()
  }
}

/** Deterministic choices out of one number. */
function chooser(n: number): <T>(from: readonly T[]) => T {
  let state = n >>> 0
  return (from) => {
    state = (Math.imul(state, 0x9e3779b1) + 0x6d2b79f5) >>> 0
    return from[(state >>> 8) % from.length]!
  }
}

function made(config: CompiledConfig, id: number, n: number): FleetNode {
  const pick = chooser(n)
  const slots = pick([1, 2, 4, 8])
  const lastSeenAt = at - pick([0, 5_000, 5_000, 5_000, 44_000, 100_000, 30 * 86_400_000 - 1, 30 * 86_400_000 + 1, 40 * 86_400_000])
  return node(config, id, {
    country: pick(['DE', 'DE', 'DE', 'DE', 'FR', 'US', 'AE', 'GB', null]),
    point: pick([[9.1, 49.2], [13.4, 52.5], [-100, 40], [55, 25], undefined]),
    level: pick(['consistent', 'consistent', 'consistent', 'verified', 'unverified', 'contradicted']),
    models: pick([['a'], ['a', 'b'], ['a', 'c']]),
    vramGb: pick([8, 24, 24, 80]),
    gpu: pick(['L4', 'A100', 'NVIDIA L4']),
    joins: pick([[], [], ['iso'], ['semi'], ['semi', 'iso']]),
    slots,
    leased: pick([0, 0, 1, slots]),
    failureRate: pick([0, 0, 0.1, 0.3337]),
    lastSeenAt,
    liveUntil: lastSeenAt + 45_000,
    quarantinedUntil: pick([null, null, null, null, null, null, null, at + 20_000]),
    drained: pick([false, false, false, false, false, true]),
  })
}
