import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashSecret } from '@/server/platform/auth/api-keys'
import { completeLease } from '../leases/complete'
import { decideAll } from '../route/decide-all'
import { createRoutedWorld, model, type RoutedWorld } from '../testing/routed-world'
import { eventually } from '../testing/world'
import type { RouterRequest } from './routes'

let { world, gateway, ids, route, complete, rowOf } = {} as RoutedWorld
beforeAll(async () => {
  ;({ world, gateway, ids, route, complete, rowOf } = await createRoutedWorld())
})
afterAll(() => world?.stop())

const leased = () => [...world.router.ctx.replica.snapshot().fleet.nodes.values()].reduce((sum, node) => sum + node.leased, 0)

describe('a decision', () => {
  it('routes a job to its origin’s zone, with everything the contract names', async () => {
    const { status, headers, body } = await route({ client: { ip: '193.51.24.1' } })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({
      outcome: 'routed',
      revision: 2,
      gate: 'on',
      geoApplied: true,
      origin: { country: 'FR', zone: 'EU', source: 'geoip', confidence: 'high' },
      preferredZone: 'EU',
      preferredSource: 'origin',
      servedZone: 'EU',
      servedCountry: 'DE',
      rung: 'preferred',
      fallback: false,
    })
    expect(body.decisionId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(Date.parse(body.lease.expiresAt)).toBeGreaterThan(Date.now() + 100_000)
    expect(Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-geo-')))).toEqual({
      'x-geo-decision': body.decisionId,
      'x-geo-zone': 'EU',
      'x-geo-preferred': 'EU',
      'x-geo-fallback': 'none',
      'x-geo-gate': 'on',
      'x-geo-revision': '2',
    })
    const row = await eventually(() => rowOf(body.decisionId))
    expect(row).toMatchObject({
      outcome: 'routed',
      origin_country: 'FR',
      origin_cell_x: 4,
      origin_cell_y: 97,
      served_zone: 'EU',
      node_id: body.node.id,
      lease_id: body.lease.id,
    })
    expect((await complete(body.lease.id, { outcome: 'completed', latencyMs: 812, tokens: 512 })).body).toMatchObject({
      outcome: 'completed',
    })
  })

  it('o16 a stated preference beats the origin’s zone', async () => {
    const { body } = await route({ client: { ip: '91.10.7.7' }, geo: { prefer: ['zone:SEA'] }, dryRun: true })
    expect(body).toMatchObject({
      origin: { country: 'DE', source: 'geoip' },
      preferredZone: 'SEA',
      preferredSource: 'request',
      fallback: true,
    })
  })

  it('without a stated client, the connection’s address is the origin', async () => {
    const answer = await world.call('POST', '/api/v1/route', {
      key: await world.key({ scopes: ['route'] }),
      body: { model, dryRun: true },
      headers: { 'x-forwarded-for': '8.8.9.9' },
    })
    expect(answer.body.origin).toMatchObject({ country: 'US', source: 'geoip' })
  })

  it('of several lines of X-Forwarded-For the last entry of the last counts, which a trusted proxy wrote', async () => {
    const key = await world.key({ scopes: ['route'] })
    const req = request(`${world.router.url}/api/v1/route`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'x-forwarded-for': ['91.10.7.7, 177.10.0.1', '8.8.9.9'] },
    })
    req.end(JSON.stringify({ model, dryRun: true }))
    const [answer] = (await once(req, 'response')) as [IncomingMessage]
    expect(await json(answer)).toMatchObject({ origin: { country: 'US', source: 'geoip' } })
  })

  it('the node is told to gateways, admins and the Subcloud’s owner, and to nobody else', async () => {
    const seen = async (key: string, body: object = {}) => (await route({ dryRun: true, ...body }, key)).body.node !== undefined
    expect(await seen(gateway)).toBe(true)
    expect(await seen(await world.key({ scopes: ['admin'] }))).toBe(true)
    expect(await seen(await world.key({ scopes: ['owner'], subcloud: 'acme-eu' }))).toBe(true)
    expect(await seen(await world.key({ scopes: ['route'] }))).toBe(false)
    expect(await seen(await world.key({ scopes: ['route'], subcloud: 'acme-eu' }))).toBe(false)
  })

  it('p02 a consumer’s explanation names no node and no small count', async () => {
    const { body } = await route({ geo: { only: ['country:US'] }, dryRun: true, explain: 'full' }, await world.key({ scopes: ['route'] }))
    const text = JSON.stringify(body)
    expect(body.outcome).toBe('routed')
    for (const id of Object.values(ids)) expect(text).not.toContain(id)
    expect(body.explain.trace.rungs[0].eligible).toBe('<3')
  })

  it('a key that is bound to a Subcloud stays under its policy when it names none', async () => {
    const key = await world.key({ scopes: ['route'], subcloud: 'acme-eu' })
    const { body } = await route({ dryRun: true }, key)
    expect(body.boundary.tokens).toEqual(['jurisdiction:EU27'])
  })

  it('the same seed picks the same node, any other may not', async () => {
    const picks = async (seed: string) => (await route({ dryRun: true, seed, geo: { only: ['country:DE'] } })).body.node.id
    expect(await picks('a')).toBe(await picks('a'))
    const seen = new Set<string>()
    for (let i = 0; i < 20; i++) seen.add(await picks(`seed-${i}`))
    expect(seen).toEqual(new Set([ids.de1, ids.de2]))
  })

  it('a dry run neither logs nor reserves; reserve: false takes no slot and is logged', async () => {
    const before = leased()
    const dry = await route({ dryRun: true })
    const free = await route({ reserve: false })
    expect([dry.body.lease, free.body.lease, leased()]).toEqual([null, null, before])
    await eventually(() => rowOf(free.body.decisionId))
    expect(await rowOf(dry.body.decisionId)).toBeUndefined()
  })

  it('what many refused dry runs would take is worked out one after the other in slices, so that others are served in between', async () => {
    const body = { model, geo: { only: ['country:BR'] }, dryRun: true, explain: 'full' }
    const asker = { key: world.router.ctx.replica.key(hashSecret(gateway)), requestId: 'r' } as unknown as RouterRequest
    let turns = 0
    let next: NodeJS.Immediate
    const count = () => {
      turns++
      next = setImmediate(count)
    }
    count()
    const client = { country: 'FR' }
    const texts = await decideAll(
      world.router.ctx,
      asker,
      Array.from({ length: 20 }, () => ({ head: '{', body: { ...body, client } })),
    )
    clearImmediate(next!)
    for (const text of texts) expect(JSON.parse(text).explain.take.length).toBeGreaterThan(0)
    expect(turns).toBeGreaterThanOrEqual(20)
    expect((await route(body)).body.explain.take.length).toBeGreaterThan(0)
  })

  it('of many at once each is answered for itself', async () => {
    const asked = Array.from({ length: 12 }, (_, i) => ({
      id: `at-once-${i}`,
      body: [{ client: { ip: '193.51.24.1' } }, { geo: { only: ['country:BR'] } }, { model: 'none such' }, { dryRun: true }][i % 4]!,
    }))
    const answers = await Promise.all(
      asked.map(({ id, body }) =>
        world.call('POST', '/api/v1/route', { key: gateway, body: { model, ...body }, headers: { 'x-request-id': id } }),
      ),
    )
    expect(answers.map(({ headers }) => headers.get('x-request-id'))).toEqual(asked.map(({ id }) => id))
    expect(answers.map(({ status }) => status)).toEqual(asked.map((_, i) => [200, 422, 400, 200][i % 4]))
    const logged = answers.filter((_, i) => i % 4 < 2).map(({ body }) => body.decisionId)
    expect(new Set(logged).size).toBe(6)
    for (const id of logged) await eventually(() => rowOf(id))
    const leases = answers.flatMap(({ body }) => body.lease?.id ?? [])
    expect(leases).toHaveLength(3)
    for (const lease of leases) expect((await complete(lease, { outcome: 'completed' })).status).toBe(200)
  })

  it('with the gate off it is agnostic, in shadow it says what would have been', async () => {
    await world.gate('off')
    expect((await route({ client: { ip: '193.51.24.1' }, dryRun: true })).body).toMatchObject({
      gate: 'off',
      geoApplied: false,
      rung: 'agnostic',
      fallback: false,
    })
    await world.gate('shadow')
    const { body } = await route({ client: { ip: '193.51.24.1' }, dryRun: true })
    expect(body).toMatchObject({
      gate: 'shadow',
      geoApplied: false,
      rung: 'agnostic',
      shadow: { servedZone: 'EU', rung: 'preferred', outcome: 'routed' },
    })
    await world.gate('on')
  })
})

describe('a batch', () => {
  it('answers each item in order, and one bad one spoils none', async () => {
    const requests = [
      { model, dryRun: true },
      { model: 7 },
      { model, geo: { only: ['country:US'] }, dryRun: true },
      { model: 'none' },
      'text',
    ]
    const { status, body } = await world.call('POST', '/api/v1/route/batch', { key: gateway, body: { requests } })
    expect(status).toBe(200)
    expect(body.results.map((result: { status: number }) => result.status)).toEqual([200, 400, 200, 404, 400])
    expect(body.results[2].servedCountry).toBe('US')
    expect(body.results[1].code).toBe('invalid_request')
  })

  it('of more than 1,000 or with anything else in it is 400', async () => {
    const many = { requests: Array.from({ length: 1001 }, () => ({ model })) }
    expect((await world.call('POST', '/api/v1/route/batch', { key: gateway, body: many })).status).toBe(400)
    expect((await world.call('POST', '/api/v1/route/batch', { key: gateway, body: { requests: [], more: 1 } })).status).toBe(400)
    expect((await world.call('POST', '/api/v1/route/batch', { key: gateway, body: { requests: [] } })).body).toEqual({ results: [] })
  })
})

describe('leases', () => {
  it('hold a slot until they are completed, which is idempotent', async () => {
    const before = leased()
    const { body } = await route({})
    expect(leased()).toBe(before + 1)
    expect((await complete(body.lease.id, { outcome: 'completed' })).status).toBe(200)
    expect(leased()).toBe(before)
    expect((await complete(body.lease.id, { outcome: 'completed' })).status).toBe(200)
    expect((await complete(body.lease.id, { outcome: 'failed' })).body.code).toBe('conflict')
    const outcome = await eventually(
      async () => (await world.database.pool.query('SELECT * FROM lease_outcomes WHERE decision_id = $1', [body.decisionId])).rows[0],
    )
    expect(outcome).toMatchObject({ outcome: 'completed', node_id: body.node.id, geo_changed: false })
  })

  it('of two ends that come together the first counts, and the other is told', async () => {
    const { body } = await route({})
    const key = world.router.ctx.replica.key(hashSecret(gateway))
    const end = (outcome: string) =>
      completeLease(world.router.ctx, { param: body.lease.id, key, body: { outcome }, headers: {} } as unknown as RouterRequest)
    const [first, same, other] = await Promise.allSettled([end('failed'), end('failed'), end('completed')])
    for (const one of [first, same]) expect(one).toMatchObject({ status: 'fulfilled', value: { status: 200 } })
    expect(other).toMatchObject({ status: 'rejected', reason: { code: 'conflict' } })
    const logged = await eventually(
      async () => (await world.database.pool.query('SELECT outcome FROM lease_outcomes WHERE decision_id = $1', [body.decisionId])).rows[0],
    )
    expect(logged.outcome).toBe('failed')
  })

  it('unknown ones, other tenants’ ones and those of routers that are gone are 404', async () => {
    const { body } = await route({ subcloud: 'acme-eu' })
    const foreign = await world.key({ scopes: ['route'], subcloud: 'other' })
    const asForeign = await complete(body.lease.id, { outcome: 'completed' }, foreign)
    const missing = await complete(`${body.lease.id.split('.')[0]}.00000000-0000-4000-8000-000000000000`, { outcome: 'completed' }, foreign)
    expect([asForeign.status, asForeign.body.code]).toEqual([missing.status, missing.body.code])
    expect(asForeign.status).toBe(404)
    expect((await complete('rgone12345.00000000-0000-4000-8000-000000000000', { outcome: 'completed' })).status).toBe(404)
    expect((await complete('nonsense', { outcome: 'completed' })).status).toBe(404)
    expect((await complete(body.lease.id, { outcome: 'done' })).status).toBe(400)
    for (const id of [body.lease.id, 'nonsense']) {
      const unread = await world.call('POST', `/api/v1/leases/${id}/complete`, { key: foreign, body: 'no JSON' })
      expect([unread.status, unread.body.code]).toEqual([404, 'not_found'])
    }
    const own = await world.key({ scopes: ['route'], subcloud: 'acme-eu' })
    expect((await complete(body.lease.id, { outcome: 'failed' }, own)).status).toBe(200)
  })

  it('a node that fails jobs has a rising failure rate', async () => {
    const { body } = await route({ geo: { only: ['country:US'] } })
    const rate = () => world.router.ctx.replica.node(body.node.id)!.node.failureRate
    const before = rate()
    await complete(body.lease.id, { outcome: 'timeout' })
    expect(rate()).toBeGreaterThan(before)
    await eventually(
      async () =>
        (await world.database.pool.query('SELECT failure_rate FROM node_live WHERE node_id = $1', [body.node.id])).rows[0].failure_rate >
        before,
    )
  })
})
