// Routers without their database, or with one that they cannot use.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool } from '@/server/platform/db/pool'
import { announceRouter } from './registry'
import { startRouter } from './router'
import { FaultProxy } from './testing/fault-proxy'
import { createGatewayWorld, type GatewayWorld } from './testing/gateway-world'
import { model } from './testing/routed-world'
import { eventually, nodePayload, silent } from './testing/world'

let { world, route } = {} as GatewayWorld

beforeAll(async () => {
  ;({ world, route } = await createGatewayWorld())
  await world.agent('always').send('register', { ...nodePayload, regionTag: 'country:DE' })
})
afterAll(() => world?.stop())

describe('without Postgres', () => {
  it('decisions go on, also after a restart, and the log arrives when it is back', async () => {
    const agent = world.agent('steady')
    await agent.send('register', { ...nodePayload, models: ['steady-model'], regionTag: 'country:DE' })
    const proxy = await FaultProxy.before(world.database.url)
    const pool = createPool(proxy.url, { max: 4 })
    const settings = { ...world.settings, pool, databaseUrl: proxy.url, name: 'island' }
    let router = await startRouter(settings)
    try {
      proxy.cut()
      const during = (await route(router.url, { model: 'steady-model', dryRun: false })).body
      expect(during.outcome).toBe('routed')
      await eventually(async () => (await world.call('GET', '/readyz', { url: router.url })).body.database === 'away')
      expect((await agent.send('heartbeat', { inFlight: 1 }, { url: router.url })).status).toBe(200)
      const refused = await agent.send('register', { ...nodePayload, models: ['steady-model'] }, { url: router.url })
      expect([refused.status, refused.body.code]).toEqual([503, 'unavailable'])

      await router.stop()
      router = await startRouter(settings)
      expect((await world.call('GET', '/readyz', { url: router.url })).body).toMatchObject({ source: 'disk', database: 'away' })
      const after = (await route(router.url, { model: 'steady-model', dryRun: false })).body
      expect(after.outcome).toBe('routed')
      expect((await agent.send('heartbeat', { inFlight: 0 }, { url: router.url })).status).toBe(200)

      proxy.restore()
      await eventually(async () => {
        const { rows } = await world.database.pool.query('SELECT id FROM decisions WHERE id = ANY ($1::uuid[])', [
          [during.decisionId, after.decisionId],
        ])
        return rows.length === 2
      })
      await eventually(async () => (await world.call('GET', '/readyz', { url: router.url })).body.database === 'connected')
    } finally {
      await router.stop()
      await pool.end()
      await proxy.stop()
    }
  })

  it('keys are honoured up to their age, boundaries are proven from what is younger; then it is 503 and not 401', async () => {
    const proxy = await FaultProxy.before(world.database.url)
    const pool = createPool(proxy.url, { max: 4 })
    let now = Date.now()
    const router = await startRouter({ ...world.settings, pool, databaseUrl: proxy.url, name: 'aged', now: () => now })
    try {
      proxy.cut()
      await eventually(async () => (await world.call('GET', '/readyz', { url: router.url })).body.database === 'away')
      now += 23 * 3_600_000
      expect((await route(router.url)).body.decisionId).toBeTruthy()
      expect((await route(router.url, { geo: { only: ['zone:EU'] } })).body.code).toBe('geo_snapshot_stale')
      now += 2 * 3_600_000
      expect((await route(router.url)).body.code).toBe('unavailable')
    } finally {
      await router.stop()
      await pool.end()
      await proxy.stop()
    }
  })

  it('a router that nobody could hear of meanwhile is not taken for gone, and one that stays silent is', async () => {
    const proxy = await FaultProxy.before(world.database.url)
    const pool = createPool(proxy.url, { max: 4 })
    const lastSeen = (ago: string) =>
      world.database.pool.query(
        `INSERT INTO routers (id, advertise_url, started_at, last_seen_at, conditions) VALUES ('rother', 'http://127.0.0.1:9', now(), now() - $1::interval, '{}')
         ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at`,
        [ago],
      )
    await lastSeen('0 s')
    let now = Date.now()
    const router = await startRouter({ ...world.settings, pool, databaseUrl: proxy.url, name: 'patient', now: () => now })
    const { replica } = router.ctx
    try {
      expect(replica.routerUrl('rother')).not.toBeNull()
      proxy.cut()
      await eventually(async () => !replica.status().connected)
      await lastSeen('20 s')
      now += 20_000
      proxy.restore()
      await eventually(async () => replica.status().connected)
      expect(replica.routerUrl('rother')).not.toBeNull()
      const known: boolean[] = []
      for (let look = 0; look < 4; look++) {
        now += 4_000
        await replica.refresh()
        known.push(replica.routerUrl('rother') !== null)
      }
      expect(known).toEqual([true, true, true, false])
    } finally {
      await world.database.pool.query(`DELETE FROM routers WHERE id = 'rother'`)
      await router.stop()
      await pool.end()
      await proxy.stop()
    }
  })

  it('what it told before it went away at a start is newer than what is on disk', async () => {
    const pool = createPool(world.database.url, { max: 4 })
    const settings = { ...world.settings, pool, name: 'half' }
    const key = await world.key({ scopes: ['route'] })
    await (await startRouter(settings)).stop()
    await world.database.pool.query('UPDATE api_keys SET revoked_at = now() WHERE secret_hash = sha256($1)', [Buffer.from(key)])
    const query = pool.query.bind(pool)
    pool.query = (async (...args: Parameters<typeof pool.query>) => {
      if (JSON.stringify(args[0]).includes('FROM nodes')) throw new Error('gone')
      return query(...args)
    }) as typeof pool.query
    const router = await startRouter(settings)
    try {
      expect(router.ctx.replica.status()).toMatchObject({ ready: true, source: 'disk', connected: false })
      expect(await route(router.url)).not.toMatchObject({ status: 401 })
      expect((await world.call('POST', '/api/v1/route', { key, url: router.url, body: { model, dryRun: true } })).status).toBe(401)
    } finally {
      await router.stop()
      await pool.end()
    }
  })

  it('a damaged file of the last good state is ignored, and what is whole is used', async () => {
    const proxy = await FaultProxy.before(world.database.url)
    const pool = createPool(proxy.url, { max: 4 })
    const settings = { ...world.settings, pool, databaseUrl: proxy.url, name: 'damaged' }
    await (await startRouter(settings)).stop()
    const fleet = join(world.dataDir, 'damaged', 'fleet.json')
    writeFileSync(fleet, readFileSync(fleet, 'utf8').replace('operator-1', 'operator-2'))
    proxy.cut()
    const router = await startRouter(settings)
    try {
      expect(router.ctx.replica.status()).toMatchObject({ ready: true, source: 'disk' })
      expect(router.ctx.replica.snapshot().fleet.nodes.size).toBe(0)
      await router.stop()
      writeFileSync(join(world.dataDir, 'damaged', 'config.json'), '{"version":1}\n{}')
      const empty = await startRouter(settings)
      expect((await world.call('GET', '/readyz', { url: empty.url })).status).toBe(503)
      expect((await route(empty.url)).body.code).toBe('unavailable')
      await empty.stop()
    } finally {
      await router.stop()
      await pool.end()
      await proxy.stop()
    }
  })

  it('a full log refuses restricted jobs, and general ones by setting', async () => {
    const proxy = await FaultProxy.before(world.database.url)
    const pool = createPool(proxy.url, { max: 4 })
    const router = await startRouter({
      ...world.settings,
      pool,
      databaseUrl: proxy.url,
      name: 'full',
      spoolMaxBytes: 4_000,
      whenLogFull: 'serve',
    })
    try {
      proxy.cut()
      const restricted = () => route(router.url, { dryRun: false, geo: { only: ['zone:EU'] } })
      const full = await eventually(async () => {
        const answer = await restricted()
        return answer.body.code === 'log_full' && answer
      })
      expect([full.status, full.headers.get('x-should-retry')]).toEqual([503, 'true'])
      expect(Number(full.headers.get('retry-after'))).toBeGreaterThan(0)
      expect((await route(router.url, { dryRun: false })).body.outcome).toBeTruthy()
      expect((await world.call('GET', '/readyz', { url: router.url })).status).toBe(503)
      proxy.restore()
      await eventually(async () => (await restricted()).body.code !== 'log_full')
    } finally {
      await router.stop()
      await pool.end()
      await proxy.stop()
    }
  })
})

it('a router listens since it was last heard of after a silence', async () => {
  const announce = async () => {
    const { announced, stop } = announceRouter({
      pool: world.database.pool,
      id: 'rbrief',
      advertiseUrl: 'u',
      conditions,
      clockAhead: () => {},
      log: silent,
    })
    await announced
    const { rows } = await world.database.pool.query(
      `SELECT extract(epoch FROM now() - listening_since)::float8 AS seconds FROM routers WHERE id = 'rbrief'`,
    )
    return { listeningS: rows[0].seconds, stop }
  }
  const conditions = () => ({ hot: [], panic: [], ejected: [] })
  const silentFor = (ago: string) =>
    world.database.pool.query(
      `UPDATE routers SET listening_since = now() - interval '1 hour', last_seen_at = now() - $1::interval WHERE id = 'rbrief'`,
      [ago],
    )
  const running = [await announce()]
  try {
    await silentFor('10 s')
    running.push(await announce())
    await silentFor('20 s')
    running.push(await announce())
    expect(running.map(({ listeningS }) => Math.round(listeningS / 60))).toEqual([0, 60, 0])
  } finally {
    for (const { stop } of running) await stop()
  }
})

it('a published revision that cannot be used leaves the last good one in force', async () => {
  const { rows } = await world.database.pool.query('SELECT max(revision) AS good FROM config_revisions')
  const { good } = rows[0]
  const bad: [config: object, where: string][] = [
    [{ zones: 7 }, 'zones: '],
    [{ zones: [{ code: 'lower' }] }, 'zones.0.code: '],
    [{ zones: [], models: 7 }, 'models: '],
  ]
  for (const [i, [config, where]] of bad.entries()) {
    await world.database.pool.query(
      `INSERT INTO config_revisions (revision, config, content_hash, based_on, comment, actor_type, actor_id) VALUES ($1, $2, 'x', $3, 'bad', 'system', 'test')`,
      [good + 1 + i, JSON.stringify(config), good],
    )
    await eventually(async () => world.router.ctx.replica.status().problem?.includes(`${good + 1 + i} cannot be used (${where}`))
    expect(world.router.ctx.replica.status()).toMatchObject({ revision: good, ready: true })
    expect((await route(world.router.url)).headers.get('x-geo-revision')).toBe(String(good))
  }
})
