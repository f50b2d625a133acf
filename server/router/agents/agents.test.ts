import { createHash } from 'node:crypto'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parseAddress } from '@/server/core/geo/address'
import { reasons } from '@/server/core/reasons'
import { internalPeerHeader, signInternalPeer } from '@/server/platform/internal-peer'
import { macAgentMessage, signAgentMessage } from '@/server/platform/signatures/message'
import type { RouterRequest } from '../http/routes'
import { createWorld, eventually, nodePayload, type World } from '../testing/world'
import { nodeHeartbeat } from './node-heartbeat'
import { nodeRegister } from './node-register'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world?.stop())

const node = (id: string) => world.router.ctx.replica.node(id)?.node
const row = async (id: string) =>
  (await world.database.pool.query('SELECT * FROM nodes JOIN node_live ON node_id = id WHERE id = $1', [id])).rows[0]
const beat = (secret: string, nodeId: string, payload: unknown, address = '91.10.0.1', draft = {}) =>
  world.call('POST', '/api/v1/nodes/heartbeat', {
    body: macAgentMessage(secret, { purpose: 'heartbeat', audience: 'test', nodeId, payload, ...draft }),
    headers: { 'x-forwarded-for': address },
  })

describe('registration', () => {
  it('makes a node live at once and answers its interval, zone, trust and why', async () => {
    const agent = world.agent('a')
    const { status, body } = await agent.send('register', { ...nodePayload, regionTag: 'country:DE' })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({ nodeId: agent.id, zone: 'EU', country: 'DE', trust: 'consistent' })
    expect(body.intervalS).toBeGreaterThanOrEqual(13.5)
    expect(body.intervalS).toBeLessThanOrEqual(16.5)
    expect(Date.parse(body.liveUntil) - node(agent.id)!.lastSeenAt).toBeGreaterThanOrEqual(45_000)
    expect(body.why).toContainEqual({ code: 'trust_address_agrees', text: reasons.trust_address_agrees })
    expect(body.session.secret.length).toBeGreaterThan(30)
    expect(node(agent.id)).toMatchObject({ status: 'serving', slots: 4 })
    expect(await row(agent.id)).toMatchObject({ address_prefix: '91.10.0.0/24', network: '91.10.0.0/16', status: 'serving' })
  })

  it('n03 a node whose address speaks against its tag is contradicted', async () => {
    const { body } = await world.agent('liar').send('register', { ...nodePayload, regionTag: 'country:FR' }, { address: '177.10.0.1' })
    expect(body).toMatchObject({ trust: 'contradicted', zone: null, country: null })
  })

  it('text that cannot be stored is 400, and names where it stands', async () => {
    const { status, body } = await world.agent('nul').send('register', { ...nodePayload, operator: 'a\0b' })
    expect([status, body.code]).toEqual([400, 'invalid_request'])
    expect(body.detail).toContain('payload.operator')
  })

  it('a node may name many models and some environments, and not as many of both', async () => {
    const agent = world.agent('greedy')
    const models = Array.from({ length: 200 }, (_, n) => `model-${n}`)
    const environment = ['mainnet', 'testnet', 'staging']
    const refused = { status: 400, body: { code: 'invalid_request', detail: expect.stringContaining('payload.models') } }
    expect(await agent.send('register', { ...nodePayload, models, environment })).toMatchObject(refused)
    expect((await agent.send('register', { ...nodePayload, models, environment: environment.slice(1) })).status).toBe(200)
    expect(await agent.send('heartbeat', { environment })).toMatchObject(refused)
    expect(node(agent.id)!.environments).toEqual(environment.slice(1))
  })

  it('a simulated node is refused outside the demonstration', async () => {
    const { status, body } = await world.agent('sim').send('register', { ...nodePayload, simulated: true })
    expect([status, body.code]).toEqual([403, 'forbidden'])
    expect(body.detail).toContain('demo')
  })

  it('a tag that is no token is 400 with suggestions', async () => {
    const { status, body } = await world.agent('tag').send('register', { ...nodePayload, regionTag: 'SA' })
    expect([status, body.code]).toEqual([400, 'invalid_geo_token'])
    expect(body.suggestions).toContain('zone:SA')
    expect((await world.agent('tag').send('register', { ...nodePayload, regionTag: 'jurisdiction:EU27' })).status).toBe(400)
  })
})

describe('what is no message is 400 and never a failure of ours', () => {
  const bodies: unknown[] = [
    'null',
    '7',
    '"x"',
    [],
    {},
    { nodeId: null },
    { nodeId: { toString: 1, valueOf: 1 } },
    { nodeId: [{ toString: 1 }] },
  ]
  it.each(['register', 'heartbeat', 'leave'])('%s', async (verb) => {
    for (const body of bodies) {
      const answer = await world.call('POST', `/api/v1/nodes/${verb}`, { body })
      expect([body, answer.status, answer.body.code]).toEqual([body, 400, 'invalid_request'])
    }
  })
})

describe('who has left or is forgotten while its message is looked into', () => {
  it.each([
    ['has left', (id: string) => void leaveQuietly(id)],
    ['is forgotten', () => void vi.spyOn(world.router.ctx.replica, 'node').mockReturnValue(null)],
  ])('%s: nothing of the message counts', async (how, goes) => {
    const account = privateKeyToAccount(`0x${createHash('sha256').update(how).digest('hex')}`)
    const message = (purpose: string, payload: unknown) => signAgentMessage(account, { purpose, audience: 'test', payload })
    const caller = { address: parseAddress('91.10.0.1'), malformed: false, edgeCountry: null }
    const request = (body: unknown, meanwhile = () => {}) => {
      const asked = () => {
        meanwhile()
        return caller
      }
      return { body, caller: asked, headers: {} } as unknown as RouterRequest
    }
    const { ctx } = world.router
    await nodeRegister(ctx, request(await message('register', nodePayload)))
    const id = account.address.toLowerCase()
    const beat = request(await message('heartbeat', { status: 'serving', slots: 9 }), () => goes(id))
    const answered = new Promise((send, fail) => {
      nodeHeartbeat(ctx, beat, { send, fail, settle: (make) => void Promise.resolve().then(make).then(send, fail) })
    })
    await expect(answered).rejects.toMatchObject({ code: 'not_found' })
    vi.restoreAllMocks()
    expect(node(id)?.slots).toBe(nodePayload.slots)
  })

  function leaveQuietly(id: string): void {
    const { replica } = world.router.ctx
    const { record, live } = replica.node(id)!
    replica.accept({ ...record, status: 'left' }, live, true)
  }
})

describe('n08 what is not this node’s, for this verb and network, now and for the first time, is 401 and changes nothing', () => {
  it('for every kind of forgery', async () => {
    const agent = world.agent('n08')
    const { body } = await agent.send('register', { ...nodePayload, regionTag: 'country:DE' })
    const before = await row(agent.id)
    const secret = body.session.secret as string
    const other = world.agent('n08-other')
    const old = new Date(Date.now() - 120_000).toISOString()
    const beatBody = macAgentMessage(secret, { purpose: 'heartbeat', audience: 'test', nodeId: agent.id, payload: { slots: 99 } })
    const forged = await other.send('register', nodePayload)
    expect(forged.status).toBe(200)
    const attempts = [
      agent.send('register', { ...nodePayload, slots: 99 }, { timestamp: old }),
      agent.send('register', { ...nodePayload, slots: 99 }, { audience: 'another' }),
      world.call('POST', '/api/v1/nodes/leave', { body: beatBody }),
      world.call('POST', '/api/v1/nodes/heartbeat', { body: { ...beatBody, nodeId: other.id } }),
      world.call('POST', '/api/v1/nodes/heartbeat', { body: { ...beatBody, payload: { slots: 98 } } }),
      world.call('POST', '/api/v1/nodes/leave', { body: { ...beatBody, purpose: 'leave' } }),
    ]
    for (const answer of await Promise.all(attempts))
      expect([answer.status, answer.body.code], JSON.stringify(answer.body)).toEqual([401, 'unauthenticated'])
    expect(await row(agent.id)).toEqual(before)
    expect(node(agent.id)!.slots).toBe(4)
  })

  it('a replayed registration, here and at another router', async () => {
    const agent = world.agent('replay')
    const nonce = 'once-and-only-once'
    const timestamp = new Date().toISOString()
    expect((await agent.send('register', nodePayload, { nonce, timestamp })).status).toBe(200)
    expect((await agent.send('register', nodePayload, { nonce, timestamp })).status).toBe(401)
    const { startRouter } = await import('../router')
    const other = await startRouter({ ...world.settings, name: 'second' })
    try {
      expect((await agent.send('register', nodePayload, { nonce, timestamp, url: other.url })).status).toBe(401)
    } finally {
      await other.stop()
    }
  })
})

describe('heartbeats', () => {
  it('of a node that nobody knows are 404 and say to register', async () => {
    const { status, body } = await world.agent('unknown').send('heartbeat', { inFlight: 1 })
    expect(status).toBe(404)
    expect(body.detail).toContain('register')
  })

  it('change what they name and leave the rest; a MAC is as good as a signature', async () => {
    const agent = world.agent('partial')
    const { body } = await agent.send('register', { ...nodePayload, regionTag: 'country:DE', endpoint: 'https://node.test' })
    expect((await beat(body.session.secret, agent.id, { inFlight: 2, slots: 8 })).status).toBe(200)
    expect((await agent.send('heartbeat', { version: '1.0.1' })).status).toBe(200)
    expect(node(agent.id)).toMatchObject({ inFlight: 2, slots: 8, version: '1.0.1', gpu: 'RTX 4090', endpoint: 'https://node.test' })
    await eventually(async () => {
      const stored = await row(agent.id)
      return stored.in_flight === 2 && stored.slots === 8 && stored.version === '1.0.1' && stored.region_tag === 'country:DE'
    })
  })

  it('from another address or with another claim are judged anew at once', async () => {
    const agent = world.agent('traveller')
    const { body } = await agent.send('register', { ...nodePayload, regionTag: 'country:DE' })
    expect(body.trust).toBe('consistent')
    const moved = await beat(body.session.secret, agent.id, {}, '177.10.0.1')
    expect(moved.body).toMatchObject({ trust: 'contradicted', zone: null })
    const claimed = await beat(body.session.secret, agent.id, { regionTag: 'country:BR' }, '177.10.0.1')
    expect(claimed.body).toMatchObject({ trust: 'consistent', zone: 'SA', country: 'BR' })
  })

  it('an override that is published counts for nodes already there', async () => {
    const agent = world.agent('overridden')
    const { body } = await agent.send('register', { ...nodePayload, regionTag: 'country:DE' }, { address: '10.1.2.3' })
    expect(body.trust).toBe('unverified')
    await world.publish((config) => {
      config.overrides = [{ cidr: '10.1.0.0/16', place: 'country:DE' }] as never
    })
    await eventually(async () => node(agent.id)?.geo.verdict.level === 'consistent')
    await eventually(async () => (await row(agent.id)).address_evidence.override?.country === 'DE')
  })

  it('an override of a proxy’s address is not its node’s, where the proxy’s header is broken', async () => {
    const agent = world.agent('behind')
    const { body } = await agent.send('register', { ...nodePayload, regionTag: 'country:DE' }, { address: 'nonsense' })
    expect(body.trust).toBe('unverified')
    const revision = await world.publish((config) => {
      config.overrides = [{ cidr: '127.0.0.0/8', place: 'country:FR' }] as never
    })
    await eventually(async () => world.router.ctx.replica.snapshot().config.revision === revision)
    expect(node(agent.id)!.geo.verdict.level).toBe('unverified')
    expect((await beat(body.session.secret, agent.id, {}, 'nonsense')).body.trust).toBe('unverified')
  })

  it('web’s word for the peer counts when it is signed, and only then', async () => {
    const agent = world.agent('via-web')
    const peer = { address: '91.10.0.7', malformed: false, edgeCountry: null }
    const { body } = await agent.send('register', { ...nodePayload, regionTag: 'country:DE' }, { address: '177.10.0.1' })
    expect(body.trust).toBe('contradicted')
    const send = (value: string) =>
      world.call('POST', '/api/v1/nodes/heartbeat', {
        body: macAgentMessage(body.session.secret, { purpose: 'heartbeat', audience: 'test', nodeId: agent.id, payload: {} }),
        headers: { [internalPeerHeader]: value, 'x-forwarded-for': '177.10.0.1' },
      })
    expect((await send(signInternalPeer(peer, 'a wrong secret', Date.now()))).body.trust).toBe('contradicted')
    expect((await send(signInternalPeer(peer, 'internal-secret-of-this-test', Date.now() - 120_000))).body.trust).toBe('contradicted')
    expect((await send(signInternalPeer(peer, 'internal-secret-of-this-test', Date.now()))).body.trust).toBe('consistent')
  })
})

describe('leaving', () => {
  it('ends the session and takes the node out at once; it has to register again', async () => {
    const agent = world.agent('leaver')
    const { body } = await agent.send('register', { ...nodePayload, regionTag: 'country:DE' })
    expect((await agent.send('leave', {})).body).toMatchObject({ status: 'left' })
    expect(node(agent.id)!.status).toBe('left')
    expect(await row(agent.id)).toMatchObject({ status: 'left' })
    expect((await beat(body.session.secret, agent.id, {})).status).toBe(404)
    expect((await agent.send('register', nodePayload)).status).toBe(200)
    expect(node(agent.id)!.status).toBe('serving')
  })
})

describe('endpoints', () => {
  const body = { id: 'vp-1', role: 'cloud', region: 'eu-central', point: { lng: 8.68, lat: 50.11 } }
  const stored = async () => (await world.database.pool.query(`SELECT * FROM endpoints WHERE id = 'vp-1'`)).rows[0]

  it('keep a run of health, which a gap of more than 90 s ends, but not one in which nobody listened', async () => {
    const healthyForMs = async () => Date.now() - (await stored()).healthy_since.getTime()
    const listening = (ago: string) => world.database.pool.query('UPDATE routers SET listening_since = now() - $1::interval', [ago])
    const key = await world.key({ scopes: ['endpoint'] })
    const beat = () => world.call('POST', '/api/v1/endpoints/heartbeat', { key, body })
    expect((await beat()).status).toBe(200)
    await world.database.pool.query(
      `UPDATE endpoints SET healthy_since = now() - interval '2 hours', last_seen_at = now() - interval '80 s'`,
    )
    await beat()
    expect(await healthyForMs()).toBeGreaterThan(7_000_000)
    await world.database.pool.query(`UPDATE endpoints SET last_seen_at = now() - interval '1 hour'`)
    await listening('80 s')
    await beat()
    // The hour does not count.
    expect(await healthyForMs()).toBeGreaterThan(3_500_000)
    expect(await healthyForMs()).toBeLessThan(3_700_000)
    await world.database.pool.query(`UPDATE endpoints SET last_seen_at = now() - interval '100 s'`)
    await listening('100 s')
    await beat()
    expect(await healthyForMs()).toBeLessThan(60_000)
  })

  it('need the scope, and a body that is right', async () => {
    expect((await world.call('POST', '/api/v1/endpoints/heartbeat', { body })).status).toBe(401)
    expect((await world.call('POST', '/api/v1/endpoints/heartbeat', { key: await world.key({ scopes: ['route'] }), body })).status).toBe(
      403,
    )
    const key = await world.key({ scopes: ['endpoint'] })
    expect((await world.call('POST', '/api/v1/endpoints/heartbeat', { key, body: { ...body, role: 'none' } })).status).toBe(400)
  })
})
