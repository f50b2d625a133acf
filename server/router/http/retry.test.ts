import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaseTermMs } from '../leases/lease-table'
import { startRouter } from '../router'
import { createRoutedWorld, model, type RoutedWorld } from '../testing/routed-world'
import { eventually, nodePayload } from '../testing/world'

let { world, gateway, route, complete, rowOf } = {} as RoutedWorld
beforeAll(async () => {
  ;({ world, gateway, route, complete, rowOf } = await createRoutedWorld())
})
afterAll(() => world?.stop())

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
    const other = await startRouter({ ...world.settings, name: 'other' })
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
    // An id is the same in capitals.
    expect((await route({ ...body, retryOf: first.decisionId.toUpperCase() })).body.reasons).toContain('geo_changed')
    const { leases } = world.router.ctx
    leases.expire(Date.now() + leaseTermMs)
    for (const { lease } of [first, other]) expect((await complete(lease.id, { outcome: 'completed' })).status).toBe(409)
    const outcome = await eventually(
      async () => (await world.database.pool.query('SELECT * FROM lease_outcomes WHERE decision_id = $1', [other.decisionId])).rows[0],
    )
    expect(outcome).toMatchObject({ outcome: 'expired', geo_changed: true })
  })
})
