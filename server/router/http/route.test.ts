import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, eventually, nodePayload, type World } from '../testing/world'

const model = 'llama-3.1-8b-instruct'
let world: World
let gateway: string

beforeAll(async () => {
  world = await createWorld()
  gateway = await world.key({ scopes: ['gateway'] })
  await world.gate('on')
  for (const [seed, address, country] of [
    ['de1', '91.10.0.1', 'DE'],
    ['de2', '91.11.0.1', 'DE'],
    ['us1', '8.8.1.1', 'US'],
  ] as const) {
    const answer = await world
      .agent(seed)
      .send('register', { ...nodePayload, operator: seed, regionTag: `country:${country}` }, { address })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body).toMatchObject({ trust: 'consistent', country })
  }
})
afterAll(() => world?.stop())

describe('POST /route', () => {
  it('routes a job to its origin’s zone, with everything the contract names', async () => {
    const { status, headers, body } = await world.call('POST', '/api/v1/route', {
      key: gateway,
      body: { model, client: { ip: '193.51.24.1' } },
    })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({
      outcome: 'routed',
      revision: 1,
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
    expect(body.node.id).toMatch(/^0x/)
    expect(Date.parse(body.lease.expiresAt)).toBeGreaterThan(Date.now() + 100_000)
    expect(headers.get('x-geo-decision')).toBe(body.decisionId)
    expect(headers.get('x-geo-zone')).toBe('EU')
    expect(headers.get('x-geo-fallback')).toBe('none')
    const row = await eventually(
      async () => (await world.database.pool.query('SELECT * FROM decisions WHERE id = $1', [body.decisionId])).rows[0],
    )
    expect(row).toMatchObject({
      outcome: 'routed',
      origin_country: 'FR',
      served_zone: 'EU',
      node_id: body.node.id,
      lease_id: body.lease.id,
    })
  })
})
