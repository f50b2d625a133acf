import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unpackRows } from '@/server/core/bytes/rows'
import type { Trace } from '@/server/core/routing/types'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { logDecision } from '../../testing/decisions'
import { nodeIdOf, putNode } from '../../testing/put-node'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
import { nodeCandidacies } from './candidacies'
import { drainNode } from './drain'
import { followFleet } from './follow'
import { followSpots, isDrawnAlike } from './follow-spots'
import { nodeHistory } from './history'
import { listNodes } from './list'
import { nodePlaces } from './places'
import { readNode } from './read'
import { type FleetEvent, type FleetPoint, type FleetSpot, followSpotsInput, listNodesInput, nodePlacesInput } from './schemas'

let test: TestControl
const moving = { point: [7.7, 48.6], accuracyM: 30, fixes: 2, countedAt: Date.UTC(2026, 5, 1) }
const admin = () => test.as(userOf('admin'))
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
  for (const [n, country] of ['DE', 'DE', 'FR', 'US'].entries()) await putNode(test, n + 1, { country, joins: n === 0 ? ['a'] : [] })
  await putNode(test, 5, { country: 'FR', status: 'left' })
  await test.db.pool.query(
    `UPDATE nodes SET gps_lng = 13.4, gps_lat = 52.5, gps_accuracy_m = 80, moving = $2, xid = (pg_current_xact_id()::text)::bigint WHERE id = $1`,
    [nodeIdOf(1), JSON.stringify(moving)],
  )
  await test.replica.refresh()
})
afterAll(() => test.stop())

describe('places', () => {
  it('count every node of the list once, under the same filters', async () => {
    for (const filters of [{}, { country: 'DE' }, { zone: 'EU' }, { condition: 'left' as const }, { q: nodeIdOf(4) }, { q: 'nothing' }]) {
      const places = await nodePlaces({ ctx: admin(), input: nodePlacesInput.parse(filters) })
      const { total } = await listNodes({ ctx: admin(), input: listNodesInput.parse(filters) })
      expect([places.total, places.spots.reduce((sum, { nodes }) => sum + nodes, 0)]).toEqual([total, total])
    }
  })

  it('are of a country where no position is known, and near it where one is', async () => {
    const { spots } = await nodePlaces({ ctx: admin(), input: nodePlacesInput.parse({}) })
    expect(spots).toEqual(
      expect.arrayContaining([
        { at: null, country: 'DE', nodes: 1, live: 1 },
        { at: null, country: 'FR', nodes: 2, live: 1 },
        { at: null, country: 'US', nodes: 1, live: 1 },
      ]),
    )
    const placed = spots.filter(({ at }) => at !== null)
    expect(placed).toEqual([{ at: [13, 53], country: null, nodes: 1, live: 1 }])
  })

  it('hold for owners what their list holds', async () => {
    const { total } = await nodePlaces({ ctx: test.as(ownerOfA), input: nodePlacesInput.parse({}) })
    expect(total).toBe((await listNodes({ ctx: test.as(ownerOfA), input: listNodesInput.parse({}) })).total)
  })
})

describe('facets', () => {
  it('name what most nodes have, however much some of them name', async () => {
    const name = (models: string) =>
      test.db.pool.query(`UPDATE nodes SET models = ${models}, xid = (pg_current_xact_id()::text)::bigint WHERE id = $1`, [nodeIdOf(4)])
    await name(`ARRAY(SELECT 'a-' || n FROM generate_series(1, 600) n)`)
    await test.replica.refresh()
    const { facets } = await listNodes({ ctx: admin(), input: listNodesInput.parse({}) })
    expect([facets.model.length, facets.model[0]]).toEqual([500, { value: 'llama', count: 4 }])
    await name(`'{llama}'`)
    await test.replica.refresh()
  })
})

describe('the evidence of a node', () => {
  it('is what it was judged from, nearness to a border included', async () => {
    const { evidence, verdict } = await readNode({ ctx: admin(), input: { id: nodeIdOf(1) } })
    expect(evidence?.claim.gps).toEqual({ point: [13.4, 52.5], accuracyM: 80, country: null, nearBorder: true })
    expect(evidence?.claim.moving).toEqual({ ...moving, country: null, nearBorder: true })
    expect(verdict.reasons).toEqual(expect.arrayContaining(['trust_moving', 'trust_near_border']))
    expect(evidence?.addressPrefix).toBe('203.0.113.0/24')
  })

  it('is kept from whoever is not an admin', async () => {
    expect((await readNode({ ctx: test.as(ownerOfA), input: { id: nodeIdOf(1) } })).evidence).toBeNull()
    expect((await readNode({ ctx: test.as(userOf('viewer')), input: { id: nodeIdOf(1) } })).evidence).toBeNull()
  })
})

describe('a node’s history', () => {
  it('is what was done to it and where it joined, newest first; owners see their own Subclouds’ part', async () => {
    const id = nodeIdOf(1)
    const by = { actorType: 'system', actorId: 'membership' }
    for (const [subcloud, agoMs] of [
      ['a', 2000],
      ['b', 1000],
    ] as const)
      await test.db.prisma.membershipEvent.create({
        data: {
          id: uuidv7(),
          at: new Date(Date.now() - agoMs),
          subcloud,
          nodeId: id,
          kind: 'joined',
          reason: 'opted_in',
          revision: 1,
          ...by,
        },
      })
    await drainNode({ ctx: admin(), input: { id, reason: 'new fans' } })
    const { items } = await nodeHistory({ ctx: admin(), input: { id } })
    expect(items.map(({ what, subcloud, reason }) => [what, subcloud, reason])).toEqual([
      ['node.drain', null, 'new fans'],
      ['joined', 'b', 'opted_in'],
      ['joined', 'a', 'opted_in'],
    ])
    const own = await nodeHistory({ ctx: test.as(ownerOfA), input: { id } })
    expect(own.items.map(({ subcloud }) => subcloud)).toEqual(['a'])
    await expect(nodeHistory({ ctx: test.as(userOf('viewer')), input: { id } })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(nodeHistory({ ctx: admin(), input: { id: nodeIdOf(99) } })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('where a node was a candidate', () => {
  it('says where it was chosen, and beside whom it was passed over; owners see their own jobs', async () => {
    const [own, other] = [nodeIdOf(1), nodeIdOf(4)]
    const candidate = (id: string, score: number, free: number) => ({
      id,
      zone: 'EU',
      country: 'DE',
      free,
      slots: 4,
      distanceKm: 100,
      trust: 'consistent',
      failureRate: 0,
      score,
    })
    const rung = { rung: 'preferred', zone: 'EU', token: 'zone:EU', counted: 'looked', candidates: 2, cut: {}, eligible: 2 } as const
    const trace = (ids: [string, string]) =>
      ({ rungs: [{ ...rung, sampled: [candidate(ids[0], 0.9, 4), candidate(ids[1], 0.4, 1)] }] }) as unknown as Trace
    const won = await logDecision(test, { subcloud: 'a', nodeId: own, trace: trace([own, other]) })
    const lost = await logDecision(test, { subcloud: 'b', nodeId: other, trace: trace([other, own]) })
    await logDecision(test, { subcloud: 'a', nodeId: other })

    const all = await nodeCandidacies({ ctx: admin(), input: { id: own } })
    expect(all).toMatchObject({ jobs: 3, chosen: 1, passed: 1 })
    expect(Math.abs(all.since! - Date.now())).toBeLessThan(60_000)
    expect(all.items).toEqual([
      expect.objectContaining({ id: lost, chosen: false, place: 2, looked: 2, winner: expect.objectContaining({ id: other, score: 0.9 }) }),
      expect.objectContaining({ id: won, chosen: true, place: 1, winner: null, own: expect.objectContaining({ free: 4, score: 0.9 }) }),
    ])
    const mine = await nodeCandidacies({ ctx: test.as(ownerOfA), input: { id: own } })
    expect(mine.items.map(({ id }) => id)).toEqual([won])
    await expect(nodeCandidacies({ ctx: test.as(userOf('viewer')), input: { id: own } })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('the live fleet', () => {
  it('is told whole, then only what changed of it and who left', async () => {
    const leaves = new AbortController()
    const events = followFleet({ ctx: admin(), input: {}, signal: leaves.signal })
    const next = async () => {
      const { type, nodes, remove } = (await events.next()).value as FleetEvent
      return { type, nodes: unpackRows<FleetPoint>(nodes), remove }
    }
    const change = async (sql: string, n: number) => {
      await test.db.pool.query(`UPDATE ${sql} = $1`, [nodeIdOf(n)])
      await test.replica.refresh()
    }
    expect(await next()).toMatchObject({ type: 'full', nodes: { length: 4 }, remove: [] })
    await change(
      `node_live SET in_flight = 3, last_message_at = last_message_at + interval '1 second', xid = (pg_current_xact_id()::text)::bigint WHERE node_id`,
      3,
    )
    const busy = await next()
    expect(busy).toMatchObject({ type: 'delta', nodes: [{ id: nodeIdOf(3), free: 1, slots: 4, country: 'FR' }], remove: [] })
    await change(`nodes SET status = 'left', xid = (pg_current_xact_id()::text)::bigint WHERE id`, 3)
    expect(await next()).toEqual({ type: 'delta', nodes: [], remove: [nodeIdOf(3)] })
    leaves.abort()
    await events.return(undefined)
  })

  it('is told as the map draws it: in spots, then those that are drawn anew', async () => {
    const leaves = new AbortController()
    const follow = (input: object) => followSpots({ ctx: admin(), input: followSpotsInput.parse(input), signal: leaves.signal })
    const events = follow({})
    const next = async (of = events) => {
      const { type, nodes, remove } = (await of.next()).value as FleetEvent
      return { type, spots: unpackRows<FleetSpot>(nodes), remove }
    }
    await putNode(test, 6, { country: 'DE' })
    const full = await next()
    expect(full.type).toBe('full')
    expect(full.spots.find(({ id }) => id === nodeIdOf(1))).toMatchObject({ at: [13.4, 52.5], nodes: 1 })
    expect(full.spots.find(({ id }) => id === 'DE')).toMatchObject({ at: null, nodes: 2, live: 2 })
    // Busy is drawn like free, and a spot that comes down to one node is that node.
    await test.db.pool.query(`UPDATE node_live SET in_flight = 3, xid = (pg_current_xact_id()::text)::bigint WHERE node_id = $1`, [
      nodeIdOf(1),
    ])
    await putNode(test, 6, { country: 'DE', status: 'left' })
    expect(await next()).toEqual({ type: 'delta', spots: [expect.objectContaining({ id: nodeIdOf(2), nodes: 1 })], remove: ['DE'] })
    const close = await next(follow({ grain: 'each', within: [0, 40, 10, 50] }))
    expect(close.spots.map(({ id }) => id)).not.toContain(nodeIdOf(1))
    expect(close.spots.map(({ id }) => id)).toContain(nodeIdOf(2))
    leaves.abort()
    await events.return(undefined)
  })

  it('of a spot of several it is drawn how many there are, of one alone how it is', () => {
    const spot: FleetSpot = {
      id: 'a',
      at: [8, 50],
      country: 'DE',
      condition: 'live',
      trust: 'consistent',
      simulated: false,
      nodes: 1,
      live: 1,
    }
    const changes: Partial<FleetSpot>[] = [
      { condition: 'offline', live: 0 },
      { trust: 'contradicted' },
      { simulated: true },
      { at: [8, 51] },
    ]
    expect(changes.map((change) => isDrawnAlike(spot, { ...spot, ...change }))).toEqual([false, false, false, false])
    const several = { ...spot, nodes: 3, live: 3 }
    const more: Partial<FleetSpot>[] = [...changes.slice(1), { live: 2 }, { nodes: 4 }]
    expect(more.map((change) => isDrawnAlike(several, { ...several, ...change }))).toEqual([true, true, false, false, false])
    expect([isDrawnAlike(spot, { ...spot }), isDrawnAlike(undefined, spot)]).toEqual([true, false])
  })
})

it('pages go on where the last one ended, though its last node is no longer listed', async () => {
  for (const n of [11, 12, 13]) await putNode(test, n, { country: 'JP' })
  const page = (sort: 'id' | 'operator', cursor?: string) =>
    listNodes({ ctx: admin(), input: listNodesInput.parse({ country: 'JP', sort, order: 'desc', limit: 1, cursor }) })
  const [first, named] = [await page('id'), await page('operator')]
  expect([first.items[0]!.id, named.items[0]!.id]).toEqual([nodeIdOf(13), nodeIdOf(13)])
  await putNode(test, 13, { country: 'KR' })
  await test.db.pool.query(`UPDATE nodes SET xid = (pg_current_xact_id()::text)::bigint WHERE id = $1`, [nodeIdOf(13)])
  await test.replica.refresh()
  const [second, next] = [await page('id', first.nextCursor!), await page('operator', named.nextCursor!)]
  expect([second.items[0]!.id, next.items[0]!.id, second.total]).toEqual([nodeIdOf(12), nodeIdOf(12), 2])
  expect((await page('id', second.nextCursor!)).nextCursor).toBeNull()
  await expect(page('id', 'x')).rejects.toMatchObject({ code: 'invalid_request' })
})
