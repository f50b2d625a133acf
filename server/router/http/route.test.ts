import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaseTermMs } from '../leases/lease-table'
import { createWorld, eventually, nodePayload, type World } from '../testing/world'

const model = 'llama-3.1-8b-instruct'
let world: World
let gateway: string
const ids: Record<string, string> = {}

beforeAll(async () => {
  world = await createWorld()
  await world.publish((config) => {
    config.subclouds = [
      { slug: 'acme-eu', name: 'Acme', owner: 'a@acme.test', models: [], policy: { boundary: { allow: ['jurisdiction:EU27'], deny: [] } } },
      { slug: 'other', name: 'Other', owner: 'b@b.test', models: [], policy: {} },
    ] as never
  })
  gateway = await world.key({ scopes: ['gateway'] })
  await world.gate('on')
  for (const [seed, address, country] of [
    ['de1', '91.10.0.1', 'DE'],
    ['de2', '91.11.0.1', 'DE'],
    ['us1', '8.8.1.1', 'US'],
  ] as const) {
    const agent = world.agent(seed)
    ids[seed] = agent.id
    const answer = await agent.send('register', { ...nodePayload, operator: seed, regionTag: `country:${country}` }, { address })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body).toMatchObject({ trust: 'consistent', country })
  }
})
afterAll(() => world?.stop())

const route = (body: object, key = gateway) => world.call('POST', '/api/v1/route', { key, body: { model, ...body } })
const rowOf = async (id: string) => (await world.database.pool.query('SELECT * FROM decisions WHERE id = $1', [id])).rows[0]
const complete = (lease: string, body: object, key = gateway) => world.call('POST', `/api/v1/leases/${lease}/complete`, { key, body })
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

describe('retries', () => {
  it('b08 keep the boundary, skip the node tried, and are linked to the first attempt', async () => {
    const first = (await route({ geo: { only: ['country:DE'] } })).body
    const second = (await route({ geo: { only: ['country:DE'] }, retryOf: first.decisionId })).body
    expect(second).toMatchObject({ outcome: 'routed', retryOf: first.decisionId, boundary: { hash: first.boundary.hash } })
    expect(second.node.id).not.toBe(first.node.id)
    expect(second.reasons).toContain('retry')
    const third = await route({ geo: { only: ['country:DE'] }, retryOf: second.decisionId })
    expect([third.status, third.body.code]).toEqual([503, 'geo_no_eligible_node'])
    expect((await eventually(() => rowOf(second.decisionId))).retry_of).toBe(first.decisionId)
    expect((await eventually(() => rowOf(third.body.decisionId))).retry_of).toBe(first.decisionId)
    for (const { lease } of [first, second]) await complete(lease.id, { outcome: 'failed' })
  })

  it('keep the first boundary when they leave it out', async () => {
    const first = (await route({ geo: { only: ['country:US'] } })).body
    const retry = await route({ retryOf: first.decisionId })
    expect(retry.body.boundary.hash).toBe(first.boundary.hash)
    expect(retry.body.outcome).toBe('refused')
    await complete(first.lease.id, { outcome: 'failed' })
  })

  it('keep the Subcloud when a gateway leaves it out', async () => {
    const first = (await route({ subcloud: 'acme-eu' })).body
    const second = (await route({ retryOf: first.decisionId })).body
    expect(second).toMatchObject({ outcome: 'routed', retryOf: first.decisionId, boundary: { hash: first.boundary.hash } })
    expect((await eventually(() => rowOf(second.decisionId))).subcloud).toBe('acme-eu')
    const other = await route({ subcloud: 'other', retryOf: first.decisionId })
    expect([other.status, other.body.code]).toEqual([404, 'not_found'])
    for (const { lease } of [first, second]) await complete(lease.id, { outcome: 'failed' })
  })

  it('are found in Postgres by a router that does not remember', async () => {
    const first = (await route({ geo: { only: ['country:DE'] } })).body
    await eventually(() => rowOf(first.decisionId))
    const other = await createOther()
    try {
      const second = (
        await world.call('POST', '/api/v1/route', { key: gateway, url: other.url, body: { model, retryOf: first.decisionId } })
      ).body
      expect(second).toMatchObject({ outcome: 'routed', boundary: { hash: first.boundary.hash } })
      expect(second.node.id).not.toBe(first.node.id)
    } finally {
      await other.stop()
    }
  })

  it('of what does not exist, and of another tenant’s, are the same 404', async () => {
    const first = (await route({})).body
    const foreign = await world.key({ scopes: ['route'] })
    const missing = '01900000-0000-7000-8000-000000000000'
    const answers = [await route({ retryOf: first.decisionId }, foreign), await route({ retryOf: missing }, foreign)]
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [404, 'not_found'],
      [404, 'not_found'],
    ])
    expect(answers[0]!.body.detail.replace(first.decisionId, '')).toBe(answers[1]!.body.detail.replace(missing, ''))
    await complete(first.lease.id, { outcome: 'completed' })
  })

  it('b09 a node re-labelled outside while it holds the job is recorded and skipped', async () => {
    const agent = world.agent('mover')
    await agent.send('register', { ...nodePayload, models: ['moving-model'], regionTag: 'country:FR' }, { address: '193.51.0.9' })
    const body = { model: 'moving-model', geo: { only: ['country:FR'] } }
    const first = (await route(body)).body
    expect(first.node.id).toBe(agent.id)
    await agent.send('heartbeat', { regionTag: 'country:BR' }, { address: '177.10.0.9' })
    expect((await complete(first.lease.id, { outcome: 'failed' })).body.geoChanged).toBe(true)
    const retry = (await route({ ...body, retryOf: first.decisionId })).body
    expect(retry.boundary.hash).toBe(first.boundary.hash)
    expect(retry.outcome).toBe('refused')
    expect(retry.reasons).toContain('geo_changed')
    const outcome = await eventually(
      async () => (await world.database.pool.query('SELECT * FROM lease_outcomes WHERE decision_id = $1', [first.decisionId])).rows[0],
    )
    expect(outcome.geo_changed).toBe(true)
  })

  it('b09 is recorded too where the retry comes before the end, or no end is ever told', async () => {
    const agent = world.agent('mover-2')
    await agent.send('register', { ...nodePayload, models: ['moving-model-2'], regionTag: 'country:FR' }, { address: '193.51.0.10' })
    const body = { model: 'moving-model-2', geo: { only: ['country:FR'] } }
    const [first, other] = [(await route(body)).body, (await route(body)).body]
    await agent.send('heartbeat', { regionTag: 'country:BR' }, { address: '177.10.0.10' })
    expect((await route({ ...body, retryOf: first.decisionId })).body.reasons).toContain('geo_changed')
    const { leases } = world.router.ctx
    leases.expire(Date.now() + leaseTermMs)
    for (const { lease } of [first, other]) expect((await complete(lease.id, { outcome: 'completed' })).status).toBe(409)
    const outcome = await eventually(
      async () => (await world.database.pool.query('SELECT * FROM lease_outcomes WHERE decision_id = $1', [other.decisionId])).rows[0],
    )
    expect(outcome).toMatchObject({ outcome: 'expired', geo_changed: true })
  })
})

async function createOther() {
  const { startRouter } = await import('../router')
  return startRouter({ ...world.settings, name: 'other' })
}
