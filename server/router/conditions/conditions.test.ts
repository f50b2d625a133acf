// The loop in a running router, with its waits cut to a second: a zone gets hot, sheds, cools and keeps its jobs again; budgets hold,
// an isolating Subcloud's members go in time, and nodes that fail are set aside.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { routerConditionsSchema } from '@/server/replica/router-conditions'
import { createWorld, eventually, nodePayload, type World } from '../testing/world'

const model = 'llama-3.1-8b-instruct'
let world: World
let gateway: string
const ids: Record<string, string> = {}

beforeAll(async () => {
  world = await createWorld()
  await world.publish((config) => {
    config.zones = config.zones.map((zone) => ({ ...zone, neighbours: zone.code === 'EU' ? ['ME'] : [] }))
    config.routing.spill = { ...config.routing.spill, enterS: 1, leaveS: 1, loadWindowS: 1 }
    config.subclouds = [
      { slug: 'kept', name: 'Kept', owner: 'a@acme.test', models: [], policy: { spillBudgetPct: 20 } },
      { slug: 'apart', name: 'Apart', owner: 'b@b.test', models: [], policy: { participation: { join: 'open' } } },
    ] as never
  })
  gateway = await world.key({ scopes: ['gateway'] })
  await world.gate('on')
  const nodes = [
    ['de1', '91.10.0.1', 'DE', 10],
    ['de2', '91.11.0.1', 'DE', 10],
    ['de3', '91.10.0.2', 'DE', 10],
    ['ae1', '94.200.0.1', 'AE', 50],
    ['us1', '8.8.1.1', 'US', 4],
  ] as const
  for (const [seed, address, country, slots] of nodes) {
    ids[seed] = world.agent(seed).id
    const answer = await world
      .agent(seed)
      .send('register', { ...nodePayload, slots, operator: seed, regionTag: `country:${country}` }, { address })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  }
})
afterAll(() => world?.stop())

const route = async (body: object = {}) =>
  (await world.call('POST', '/api/v1/route', { key: gateway, body: { model, client: { ip: '193.51.24.1' }, ...body } })).body
const complete = (leaseId: string, outcome = 'completed') =>
  world.call('POST', `/api/v1/leases/${leaseId}/complete`, { key: gateway, body: { outcome } })
const many = async (count: number, body: object = {}) => Promise.all(Array.from({ length: count }, () => route(body)))
/** Jobs that keep their slots until the test is over. */
const held: { lease: { id: string }; node: { id: string }; servedZone: string }[] = []
const hold = async (count: number, body: object = {}) => {
  const jobs = await many(count, body)
  held.push(...jobs)
  return jobs
}
const finish = async () => {
  await Promise.all(held.splice(0).map(({ lease }) => complete(lease.id)))
}
afterEach(finish)
const told = async () =>
  routerConditionsSchema.parse(
    (await world.database.pool.query('SELECT conditions FROM routers WHERE conditions IS NOT NULL')).rows[0].conditions,
  )
const metric = async (name: string) =>
  Number(new RegExp(`^${name}(?:\\{[^}]*\\})? ([\\d.]+)$`, 'm').exec((await world.call('GET', '/metrics')).body)?.[1])

describe('a zone asked for more than it has', () => {
  it('sheds part of its jobs to its neighbour, says so everywhere, and keeps them again once it is quiet', async () => {
    // 29 of EU's 30 slots.
    await hold(29)
    expect(new Set(held.map(({ servedZone }) => servedZone))).toEqual(new Set(['EU']))
    // Demand is averaged over a second: shares follow.
    const { hot } = await eventually(async () => {
      const now = await told()
      return (now.hot[0]?.shares[0]?.share ?? 100) <= 85 && now
    })
    expect(hot[0]).toMatchObject({ environment: 'mainnet', subcloud: null, model, zone: 'EU', mode: 'capacity' })
    expect(hot[0]!.utilisationPct).toBeGreaterThan(85)

    const jobs = await Promise.all(Array.from({ length: 90 }, () => route({ explain: 'full', reserve: false })))
    const shed = jobs.filter(({ servedZone }) => servedZone === 'ME')
    expect(shed.length).toBeGreaterThan(0)
    expect(shed.length).toBeLessThan(60)
    const drawn = shed.find(({ reasons }) => reasons.includes('spill_shed'))
    expect(drawn).toMatchObject({ preferredZone: 'EU', servedZone: 'ME', rung: 'adjacent', fallback: true })
    const { rungs, first: tried } = drawn.explain.trace.spill
    expect(rungs.map(({ token }: { token: string }) => token)).toEqual(['zone:EU', 'zone:ME', '*'])
    expect(rungs.reduce((sum: number, { share }: { share: number }) => sum + share, 0)).toBe(100)
    expect(tried).toBe(1)
    expect(await metric('geo_hot_zones')).toBe(1)
    expect(await metric('geo_shed_jobs_total')).toBeGreaterThan(0)

    await finish()
    await eventually(async () => !(await route({ reserve: false })).reasons.includes('spill_zone_hot'))
    const quiet = await many(20, { reserve: false })
    expect(new Set(quiet.map(({ servedZone }) => servedZone))).toEqual(new Set(['EU']))
    expect(await metric('geo_hot_zones')).toBe(0)
  })

  it('l08 answers 503 once a Subcloud’s spill budget is used up, and never exceeds it', async () => {
    await hold(30)
    const jobs = await many(50, { subcloud: 'kept', reserve: false })
    const out = jobs.filter(({ outcome }) => outcome === 'routed')
    expect(out).toHaveLength(10)
    for (const { servedZone, fallback } of out) expect([servedZone, fallback]).toEqual(['ME', true])
    const refused = jobs.find(({ outcome }) => outcome === 'refused')
    expect(refused).toMatchObject({ status: 503, code: 'geo_zone_saturated' })
    expect(refused.reasons).toContain('spill_budget_spent')
  })
})

describe('isolation', () => {
  it('b07 b12 takes members out of the global pool, and nobody who did not opt in', async () => {
    const opted = world.agent('de1')
    expect((await opted.send('heartbeat', { joins: ['apart'] }, { address: '91.10.0.1' })).status).toBe(200)
    await world.publish((config) => {
      config.subclouds = config.subclouds.map((one) => (one.slug === 'apart' ? { ...one, policy: { ...one.policy, isolate: true } } : one))
    })
    const isIsolated = async () => {
      const [own, general] = await Promise.all([many(6, { subcloud: 'apart', reserve: false }), many(6, { reserve: false })])
      return own.every(({ node }) => node?.id === ids.de1) && general.every(({ node }) => node.id !== ids.de1)
    }
    await eventually(isIsolated)
    // Full, its jobs still do not leave it.
    await hold(10, { subcloud: 'apart' })
    expect(await route({ subcloud: 'apart' })).toMatchObject({ status: 503, code: 'geo_zone_saturated' })
    await finish()
    await world.publish((config) => {
      config.subclouds = config.subclouds.map((one) => (one.slug === 'apart' ? { ...one, policy: { ...one.policy, isolate: false } } : one))
    })
    await eventually(async () => (await many(6, { reserve: false })).some(({ node }) => node.id === ids.de1))
  })
})

describe('a node that fails', () => {
  it('is set aside after failures in a row, at most one of three, and named by why-not', async () => {
    // Wherever the zone’s load stands by now, these jobs are not shed.
    const here = { geo: { only: ['zone:EU'], fallback: 'none' } }
    await hold(30, here)
    const on = (seed: string) => held.filter(({ node }) => node.id === ids[seed])
    await Promise.all(
      on('de2')
        .slice(0, 5)
        .map(({ lease }) => complete(lease.id, 'failed')),
    )
    await eventually(async () => (await told()).ejected.some(({ nodeId }) => nodeId === ids.de2))
    expect((await told()).ejected).toEqual([{ nodeId: ids.de2, zone: 'EU', until: expect.any(Number) }])
    expect(await metric('geo_ejected_nodes')).toBe(1)

    // A second one would be too many of the zone's three.
    await Promise.all(
      on('de3')
        .slice(0, 7)
        .map(({ lease }) => complete(lease.id, 'failed')),
    )
    expect(await metric('geo_ejected_nodes')).toBe(1)
    const jobs = await many(5, { ...here, reserve: false })
    expect(new Set(jobs.map(({ node }) => node.id))).toEqual(new Set([ids.de3]))

    const explained = await route({ dryRun: true, explain: 'full', whyNot: ids.de2 })
    expect(explained.explain.whyNot).toMatchObject({ because: 'filtered', failed: 'drained', ejectedUntil: expect.any(Number) })
  })
})
