// A fleet that changes in every way a fleet can, with the index kept current beside it: what the index is held against the scan on.

import { gateStates } from '../activation/types'
import { makeBoundary } from '../boundary/merge'
import type { CompiledConfig } from '../config/compiled'
import { FleetIndex } from '../routing/fleet/fleet-index'
import type { FleetNode, RouteRequest, Snapshot } from '../routing/types'
import { at, configWith, gateAll, node, nodeIdOf, originIn, request, subcloud } from './world'

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
export const configs = [1, 2].map((revision) =>
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
        subcloud('strict', {
          boundary: { allow: ['jurisdiction:EU27'], deny: ['zone:DRAWN'] },
          participation: { bans: [3, 5, 7, 9, 11].map(nodeIdOf) },
        }),
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

export class ChangingWorld {
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

  touch(one: FleetNode, change: Partial<FleetNode>): void {
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
