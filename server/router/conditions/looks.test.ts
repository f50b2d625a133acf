// Looks at a fleet on a clock of the test's own: what takes a quarter of an hour, and what outlives a publish.

import pino from 'pino'
import { expect, it } from 'vitest'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { decide } from '@/server/core/routing/decide'
import type { FleetNode, RouteRequest, Snapshot } from '@/server/core/routing/types'
import { strict } from '@/server/core/testing/route'
import { at, configWith, type NodeSpec, node, originIn, request, snapshot, subcloud } from '@/server/core/testing/world'
import { Conditions, type ConditionsSettings } from './conditions'

const minute = 60_000

function worldOf(config: CompiledConfig, specs: readonly NodeSpec[]) {
  const nodes = specs.map((spec, i) => node(config, i + 1, spec))
  const world = { now: at, config, current: snapshot(config, nodes) as Snapshot }
  const replica: ConditionsSettings['replica'] = {
    status: () => ({ ready: true, revision: 1, connected: true, refreshedAt: world.now, source: 'postgres', problem: null }),
    snapshot: () => world.current,
    node: (id) => ({ node: world.current.fleet.nodes.get(id)! }) as never,
    setEjected: () => {},
    setConditions: (conditions) => {
      world.current = { ...world.current, ...conditions }
    },
    onChange: () => () => {},
  }
  const shed: string[] = []
  const conditions = new Conditions({ replica, log: pino({ level: 'silent' }), now: () => world.now, onShed: (zone) => shed.push(zone) })
  const decideNow = (asks: RouteRequest, seed = 'seed') => decide(world.current, asks, { now: world.now, seed })
  return {
    world,
    nodes,
    conditions,
    shed,
    decideNow,
    /** Looks every ten seconds; `alive` says who is heard of. */
    async pass(ms: number, alive: (node: FleetNode) => boolean = () => true) {
      for (const end = world.now + ms; world.now < end; ) {
        world.now += 10_000
        for (const one of nodes) if (alive(one)) Object.assign(one, { lastSeenAt: world.now, liveUntil: world.now + 45_000 })
        world.current = { ...world.current, fleet: snapshot(world.current.config, nodes).fleet }
        await conditions.look()
      }
    },
  }
}

it('panics where most of a zone falls silent, within the boundary, until their grace is over too', async () => {
  const config = configWith(() => ({ subclouds: [subcloud('law', strict)] }))
  const { conditions, pass, decideNow, nodes } = worldOf(config, [
    { country: 'DE' },
    { country: 'FR' },
    { country: 'ES' },
    { country: 'US' },
  ])
  const asks = request(config, { subcloud: 'law', origin: originIn(config, 'DE') })
  await pass(16 * minute)
  expect(conditions.report().panic).toEqual([])
  await pass(80_000, ({ id }) => id === nodes[3]!.id)
  expect(conditions.report().panic).toEqual(['EU'])
  expect(decideNow(asks)).toMatchObject({ outcome: 'routed', servedZone: 'EU' })
  expect(decideNow(asks).reasons).toContain('panic_zone')
  await pass(80_000, ({ id }) => id === nodes[3]!.id)
  expect(decideNow(asks)).toMatchObject({ outcome: 'refused', refusal: { code: 'geo_no_eligible_node' } })
  await pass(10_000)
  expect(conditions.report().panic).toEqual([])
})

it('keeps what it knows when the configuration changes', async () => {
  const config = configWith()
  const { world, conditions, pass } = worldOf(config, [{ country: 'DE', leased: 4 }, { country: 'US' }])
  await pass(30_000)
  const [hot] = conditions.report().hot
  expect(hot).toMatchObject({ zone: 'EU', utilisationPct: 100 })
  world.current = { ...world.current, config: configWith((base) => ({ models: [...base.models, 'another'] }), 2) }
  await pass(10_000)
  expect(conditions.report().hot[0]).toMatchObject({ zone: 'EU', since: hot!.since })
  // A zone that is gone is forgotten.
  world.current = { ...world.current, config: configWith((base) => ({ zones: base.zones.filter(({ code }) => code !== 'EU') }), 3) }
  await pass(10_000)
  expect(conditions.report().hot).toEqual([])
})

it('counts nodes where jobs come and no slot is ever in use', async () => {
  const config = configWith((base) => ({ zones: base.zones.map((zone) => ({ ...zone, neighbours: zone.code === 'EU' ? ['NA'] : [] })) }))
  const specs = [{ country: 'DE' }, { country: 'FR' }, { country: 'US' }, { country: 'US' }]
  const { world, conditions, pass, decideNow, shed } = worldOf(config, specs)
  const asks = request(config, { origin: originIn(config, 'DE') })
  const ask = (i: number) => {
    const decision = decideNow(asks, `${i}`)
    expect(conditions.decided(decision, false, world.now)).toMatchObject({ servedIn: decision.servedZone, prefers: 'EU' })
    return decision
  }
  await pass(minute)
  // One of EU's two nodes is lost: 1.4 × 50 % = 70 % of the jobs stay.
  for (let i = 0; i < 12; i++) {
    ask(i)
    await pass(10_000, ({ geo }) => geo.verdict.place.country !== 'FR')
  }
  expect(conditions.report().hot[0]).toMatchObject({
    zone: 'EU',
    mode: 'hosts',
    shares: [
      { token: 'zone:EU', share: 70 },
      { token: 'zone:NA', share: 30 },
    ],
  })
  const before = shed.length
  const away = Array.from({ length: 200 }, (_, i) => ask(100 + i)).filter(({ servedZone }) => servedZone === 'NA').length
  expect(Math.abs(away - 60)).toBeLessThan(25)
  expect(shed.length - before).toBe(away)
})
