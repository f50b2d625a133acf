// Several routers on one database: what is answered at one is in force at the others.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool } from '@/server/platform/db/pool'
import { type Router, startRouter } from './router'
import { createGatewayWorld, type GatewayWorld } from './testing/gateway-world'
import { model } from './testing/routed-world'
import { eventually, nodePayload } from './testing/world'

let { world, gateway, route } = {} as GatewayWorld

beforeAll(async () => {
  ;({ world, gateway, route } = await createGatewayWorld())
})
afterAll(() => world?.stop())

describe('two routers', () => {
  let other: Router
  beforeAll(async () => {
    // The other one never hears a notification: what polling alone gives.
    other = await startRouter({ ...world.settings, name: 'deaf', listen: false })
  })
  afterAll(() => other?.stop())

  it('a publish is in force on both, also where its notification is lost', async () => {
    const revision = await world.publish((config) => {
      config.models.push('new-model')
    })
    await eventually(async () => {
      const answers = await Promise.all([world.router.url, other.url].map((url) => route(url, { model: 'new-model' })))
      return answers.every(({ status, headers }) => status === 422 && headers.get('x-geo-revision') === String(revision))
    })
  })

  it('a node that registers, changes and leaves at one is so at the other', async () => {
    const agent = world.agent('shared')
    const there = () => other.ctx.replica.node(agent.id)?.node
    await agent.send('register', { ...nodePayload, slots: 2, regionTag: 'country:DE' })
    await eventually(async () => (there()?.liveUntil ?? 0) > Date.now())
    expect(there()).toMatchObject({ slots: 2, geo: { verdict: { level: 'consistent' } } })
    await agent.send('heartbeat', { slots: 3, inFlight: 1 })
    await eventually(async () => there()?.slots === 3 && there()?.inFlight === 1)
    await agent.send('leave', {})
    await eventually(async () => there()?.status === 'left')
  })

  it('a node may heartbeat at the other a moment after it registered at one', async () => {
    const agent = world.agent('hasty')
    await agent.send('register', { ...nodePayload, regionTag: 'country:DE' })
    expect((await agent.send('heartbeat', {}, { url: other.url })).status).toBe(200)
  })

  it('a lease at one counts on the other, and is completed through either', async () => {
    const agent = world.agent('leased')
    await agent.send('register', { ...nodePayload, models: ['leased-model'], slots: 1, regionTag: 'country:DE' })
    const body = { model: 'leased-model', dryRun: false }
    const first = (await route(world.router.url, body)).body
    expect(first.outcome).toBe('routed')
    await eventually(async () => (await route(other.url, { model: 'leased-model' })).body.code === 'geo_zone_saturated')
    const done = await eventually(async () => {
      const answer = await world.call('POST', `/api/v1/leases/${first.lease.id}/complete`, {
        key: gateway,
        url: other.url,
        body: { outcome: 'completed' },
      })
      return answer.status === 200 && answer
    })
    expect(done.body).toMatchObject({ leaseId: first.lease.id, outcome: 'completed' })
    await eventually(async () => (await route(other.url, { model: 'leased-model' })).status === 200)
  })

  it('a revoked key opens nothing', async () => {
    const key = await world.key({ scopes: ['route'] })
    await eventually(
      async () => (await world.call('POST', '/api/v1/route', { key, url: other.url, body: { model, dryRun: true } })).status !== 401,
    )
    await world.database.pool.query('UPDATE api_keys SET revoked_at = now() WHERE secret_hash = sha256($1)', [Buffer.from(key)])
    await eventually(async () => {
      const answers = await Promise.all(
        [world.router.url, other.url].map((url) => world.call('POST', '/api/v1/route', { key, url, body: { model, dryRun: true } })),
      )
      return answers.every(({ status }) => status === 401)
    })
  })
})

it('keys, gate and nodes do not wait for a revision that a router is still taking in', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const pool = createPool(world.database.url, { max: 4 })
  const router = await startRouter({ ...world.settings, pool, name: 'busy' })
  try {
    const key = await world.key({ scopes: ['route'] })
    const asked = async () => (await world.call('POST', '/api/v1/route', { key, url: router.url, body: { model, dryRun: true } })).status
    await eventually(async () => (await asked()) !== 401)
    const before = router.ctx.replica.status().revision
    const query = pool.query.bind(pool)
    pool.query = (async (...args: Parameters<typeof pool.query>) => {
      if (/FROM config_revisions WHERE revision/.test(String(args[0]))) await held
      return query(...args)
    }) as typeof pool.query
    const revision = await world.publish((config) => {
      config.models.push('of-a-large-revision')
    })

    await world.database.pool.query('UPDATE api_keys SET revoked_at = now() WHERE secret_hash = sha256($1)', [Buffer.from(key)])
    await eventually(async () => (await asked()) === 401)
    await world.gate('suspended')
    await eventually(async () => router.ctx.replica.snapshot().gate.zones.EU?.state === 'suspended')
    const agent = world.agent('meanwhile')
    await agent.send('register', nodePayload)
    await eventually(async () => router.ctx.replica.node(agent.id) !== null)
    expect(router.ctx.replica.status().revision).toBe(before)

    release()
    await eventually(async () => router.ctx.replica.status().revision === revision)
    expect(router.ctx.replica.node(agent.id)).not.toBeNull()
  } finally {
    release()
    await world.gate('on')
    await router.stop()
    await pool.end()
  }
})
