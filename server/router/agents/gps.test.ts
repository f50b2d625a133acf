import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rectangle } from '@/server/core/geo/draw/rectangle'
import type { LngLat } from '@/server/core/geo/place'
import { type Router, startRouter } from '../router'
import type { RouterSettings } from '../settings'
import { type Agent, type Answer, createWorld, eventually, nodePayload, type World } from '../testing/world'

const MINUTE = 60_000
const clock = { now: Date.now() }
const now = () => clock.now
const rhine = rectangle({ west: 6, south: 48, east: 10, north: 52 })
const [cologne, berlin, sea]: LngLat[] = [
  [7, 50.9],
  [13.4, 52.5],
  [-30, 0],
]
/** Of both sides of the drawn zone's edge, 50 m apart. */
const edge: LngLat[] = [
  [9.99965, 50],
  [10.00035, 50],
]

let world: World
beforeAll(async () => {
  const gpsCountry: RouterSettings['gpsCountry'] = ([lng]) => ({ country: lng < 0 ? null : 'DE', nearBorder: lng < 0 })
  world = await createWorld({ now, gpsCountry })
  await draw(true)
})
afterAll(() => world?.stop())

async function draw(isDrawn: boolean): Promise<void> {
  const revision = await world.publish((config) => {
    const zone = { code: 'EU-RHINE', name: 'Rhine', parent: 'EU', polygons: { type: 'MultiPolygon', coordinates: [[rhine]] } }
    config.zones = [...config.zones.filter(({ code }) => code !== zone.code), ...(isDrawn ? [zone as never] : [])]
  })
  await eventually(async () => world.router.ctx.replica.snapshot().config.revision === revision)
}

/** A minute or more later, so that no message is dated like another. */
const send = (agent: Agent, purpose: 'register' | 'heartbeat', payload: object, minutes = 1, url = world.router.url) => {
  clock.now += minutes * MINUTE
  return agent.send(purpose, payload, { url, timestamp: new Date(clock.now).toISOString() })
}
const gps = ([lng, lat]: LngLat, accuracyM = 30) => ({ gps: { lng, lat, accuracyM } })
const register = (agent: Agent, point: LngLat, accuracyM?: number) => send(agent, 'register', { ...nodePayload, ...gps(point, accuracyM) })
const said = ({ status, body }: Answer) => [status, body.zone, body.why?.some(({ code }: { code: string }) => code === 'trust_moving')]
const row = async (id: string) =>
  (await world.database.pool.query('SELECT nodes.*, last_message_at FROM nodes JOIN node_live ON node_id = id WHERE id = $1', [id])).rows[0]
const written = (id: string) => eventually(async () => (await row(id)).last_message_at.getTime() === clock.now)

describe('n04 GPS that jitters 50 m across a zone line for an hour', () => {
  it.each([
    ['within its accuracy', 30],
    ['without one', 0],
  ])('%s changes no zone, and writes nothing of who the node is', async (name, accuracyM) => {
    const agent = world.agent(name)
    expect(said(await register(agent, edge[0]!, accuracyM))).toEqual([200, 'EU-RHINE', false])
    const { xid } = await row(agent.id)
    for (let minute = 0; minute < 60; minute++) {
      const answer = await send(agent, 'heartbeat', gps(edge[Number(minute % 7 < 4)]!, accuracyM))
      expect(said(answer)).toEqual([200, 'EU-RHINE', false])
    }
    await written(agent.id)
    expect((await row(agent.id)).xid).toBe(xid)
  })

  it('beyond an accuracy that is stated too small changes no zone', async () => {
    const agent = world.agent('understated')
    await register(agent, edge[0]!, 5)
    for (let minute = 0; minute < 60; minute++) {
      const isOut = minute % 7 < 4
      expect(said(await send(agent, 'heartbeat', gps(edge[Number(isOut)]!, 5)))).toEqual([200, 'EU-RHINE', isOut])
    }
  })
})

describe('a node that moves', () => {
  it('changes zone with the third fix, ten minutes apart; a heartbeat without one repeats the last', async () => {
    const agent = world.agent('mover')
    await register(agent, cologne!)
    expect(said(await send(agent, 'heartbeat', gps(berlin!)))).toEqual([200, 'EU-RHINE', true])
    expect(said(await send(agent, 'heartbeat', gps(berlin!), 9))).toEqual([200, 'EU-RHINE', true])
    expect(said(await send(agent, 'heartbeat', { inFlight: 1 }))).toEqual([200, 'EU-RHINE', true])
    expect(said(await send(agent, 'heartbeat', {}, 10))).toEqual([200, 'EU', false])
    await written(agent.id)
    expect(await row(agent.id)).toMatchObject({ gps_lng: berlin![0], gps_lat: berlin![1], moving: null })
  })

  it('is out of a restricted boundary that its newest position is not known to be in at once, and back at once', async () => {
    const key = await world.key({ scopes: ['gateway'] })
    const agent = world.agent('drifter')
    const models = ['only-on-the-drifter']
    await send(agent, 'register', { ...nodePayload, models, ...gps(cologne!) })
    const route = async () => {
      const body = { model: models[0], geo: { only: ['country:DE'] }, reserve: false }
      return (await world.call('POST', '/api/v1/route', { key, body })).status
    }
    expect(await route()).toBe(200)
    // Elsewhere in the country, in another zone: still in the country.
    expect(said(await send(agent, 'heartbeat', gps(berlin!)))).toEqual([200, 'EU-RHINE', true])
    expect(await route()).toBe(200)
    expect(said(await send(agent, 'heartbeat', gps(sea!)))).toEqual([200, 'EU-RHINE', true])
    expect(await route()).toBe(422)
    expect(said(await send(agent, 'heartbeat', gps(cologne!)))).toEqual([200, 'EU-RHINE', false])
    expect(await route()).toBe(200)
  })

  it('is followed by several routers together, and through a restart', async () => {
    const agent = world.agent('roamer')
    await register(agent, cologne!)
    const settings = { ...world.settings, name: 'second' }
    let other = await startRouter(settings)
    const knows = (router: Router, fixes: number) =>
      eventually(async () => router.ctx.replica.node(agent.id)?.record.moving?.fixes === fixes)
    try {
      await send(agent, 'heartbeat', gps(berlin!))
      await knows(other, 1)
      expect(said(await send(agent, 'heartbeat', gps(berlin!), 10, other.url))).toEqual([200, 'EU-RHINE', true])
      await knows(world.router, 2)
      await other.stop()
      other = await startRouter(settings)
      await knows(other, 2)
      expect(said(await send(agent, 'heartbeat', gps(berlin!), 5))).toEqual([200, 'EU-RHINE', true])
      expect(said(await send(agent, 'heartbeat', gps(berlin!), 5, other.url))).toEqual([200, 'EU', false])
    } finally {
      await other.stop()
    }
  })

  it('is where it says when it registers anew, or changes its tag: that is another claim', async () => {
    const agent = world.agent('anew')
    await register(agent, cologne!)
    await send(agent, 'heartbeat', gps(berlin!))
    expect(said(await register(agent, berlin!))).toEqual([200, 'EU', false])
    expect(said(await send(agent, 'heartbeat', gps(cologne!)))).toEqual([200, 'EU', true])
    expect(said(await send(agent, 'heartbeat', { regionTag: 'country:DE' }))).toEqual([200, 'EU-RHINE', false])
    const { record } = world.router.ctx.replica.node(agent.id)!
    expect(record).toMatchObject({ gps: { point: cologne }, moving: null })
    // But for a jitter, which is no other place.
    await register(agent, [cologne![0] + 0.0001, cologne![1]])
    expect(world.router.ctx.replica.node(agent.id)!.record.gps).toEqual(record.gps)
  })

  it('another configuration is no move: its zones hold at once', async () => {
    const agent = world.agent('redrawn')
    await register(agent, cologne!)
    await send(agent, 'heartbeat', gps(berlin!))
    await draw(false)
    expect(world.router.ctx.replica.node(agent.id)!.node.geo.containment.label).toBe('EU')
    // Both positions are in one zone now.
    expect(said(await send(agent, 'heartbeat', {}))).toEqual([200, 'EU', false])
    await draw(true)
    expect(said(await send(agent, 'heartbeat', gps(berlin!)))).toEqual([200, 'EU', false])
  })
})
