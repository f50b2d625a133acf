// Two routers that write the same nodes into one Postgres and read what the other wrote.

import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compileConfig } from '@/server/core/config/compile'
import { defaultConfig } from '@/server/core/config/default'
import { createTestDatabase, type TestDatabase } from '@/server/platform/testing/database'
import { FleetReader } from '@/server/replica/fleet-reader'
import { FleetState } from '@/server/replica/fleet-state'
import { noGpsCountry } from '@/server/replica/gps-country'
import { loadLive } from '@/server/replica/load-nodes'
import { loadPulse } from '@/server/replica/load-pulse'
import { judgeRecord } from '@/server/replica/node-geo'
import { type NodeRecord, noAddressFacts } from '@/server/replica/node-record'
import { silent } from '../testing/world'
import { noClaims } from './claims'
import { FleetWriter } from './fleet-writer'
import { registerNode } from './write-nodes'

const config = compileConfig(defaultConfig(), 1)
const start = Date.UTC(2030, 0, 1)
const ids = Array.from({ length: 5 }, (_, n) => `0x${String(n).padStart(40, '0')}`)

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  for (const id of ids) await registerNode(database.pool as never, record(id))
})
afterAll(() => database?.drop())

let here: TestRouter
let there: TestRouter
beforeEach(async () => {
  await database.pool.query('DELETE FROM node_live')
  await database.pool.query('DELETE FROM routers')
  here = await aRouter()
  there = await aRouter()
})

const record = (id: string): NodeRecord => ({
  ...noClaims,
  id,
  slots: 9,
  network: '203.0.0.0/16',
  cooling: [],
  firstSeenAt: start,
  addressPrefix: '203.0.113.0/24',
  addressHash: '00',
  addressFacts: noAddressFacts,
  lastConsistentAt: null,
  lastVerifiedAt: null,
  sessionId: 's',
  registeredAt: start,
  drainedAt: null,
  quarantinedUntil: null,
})

type TestRouter = Awaited<ReturnType<typeof aRouter>>

/** What a router does with its nodes, step by step. */
async function aRouter(pool: Pick<Pool, 'query'> = database.pool) {
  const routerId = `r${randomUUID()}`
  const fleet = new FleetState(config, routerId, (node, at, under) => judgeRecord(node, at, under, noGpsCountry, start))
  const reader = new FleetReader()
  const writer = new FleetWriter({
    pool: pool as Pool,
    routerId,
    log: silent,
    liveOf: (id) => fleet.get(id)?.live ?? null,
    leasedOf: (id) => fleet.ownLeased(id),
    isRated: (id) => fleet.isRated(id),
    onStored: () => {},
    onRated: (states) => fleet.markRated(states),
  })
  const announce = () =>
    database.pool.query(
      `INSERT INTO routers (id, advertise_url, started_at, last_seen_at) VALUES ($1, '', now(), now())
       ON CONFLICT (id) DO UPDATE SET last_seen_at = now()`,
      [routerId],
    )
  const fallSilent = () => database.pool.query(`UPDATE routers SET last_seen_at = now() - interval '1 minute' WHERE id = $1`, [routerId])
  const read = async () => {
    const { xmin, routers } = await loadPulse(database.pool)
    return reader.read(database.pool, fleet, xmin, routers, start)
  }
  await announce()
  await read()
  return {
    routerId,
    fleet,
    announce,
    fallSilent,
    read,
    /** Writes what waits. */
    write: () => writer.stop(),
    beat(id: string, at: number, inFlight = 0) {
      const { live } = fleet.get(id)!
      if (start + at <= live.lastMessageAt) return
      fleet.setLive({ ...live, inFlight, lastSeenAt: start + at, liveUntil: start + at + 45_000, lastMessageAt: start + at })
      writer.touch(id)
    },
    lease(id: string, by: number) {
      fleet.adjustLeased(id, by)
      writer.touchLeases(id)
    },
    rate(id: string, rate: number) {
      if (fleet.setFailureRate(id, rate)) writer.touch(id)
    },
    node: (id: string) => fleet.get(id)!.node,
    /** The nodes whose rows it would read, were it to read them all. */
    unread: async () => (await loadLive(database.pool, '0', routerId)).map(({ nodeId }) => nodeId).sort(),
  }
}

const [a, b] = ids as [string, string]

describe('a router does not read back what it wrote', () => {
  it('as long as the row says all that it wrote; every other does', async () => {
    here.beat(a, 1, 3)
    await here.write()
    there.beat(b, 1)
    await there.write()
    expect([await here.unread(), await there.unread()]).toEqual([[b], [a]])
    await there.read()
    expect(there.node(a)).toMatchObject({ inFlight: 3, lastSeenAt: start + 1 })
    // A router that starts anew has another name, and reads all.
    expect(await (await aRouter()).unread()).toEqual([a, b])
  })

  it('but reads a newer message that it wrote over with an older one', async () => {
    here.beat(a, 2, 5)
    await here.write()
    there.beat(a, 1, 1)
    await there.write()
    expect(await there.unread()).toEqual([a])
    await there.read()
    expect(there.node(a)).toMatchObject({ inFlight: 5, lastSeenAt: start + 2 })
    expect(there.fleet.get(a)!.floor).toBe(start + 2)
  })

  it('and a failure rate that another has moved, which a heartbeat leaves as it is', async () => {
    here.beat(a, 1)
    await here.write()
    await there.read()
    there.rate(a, 0.4)
    await there.write()
    here.beat(a, 2)
    await here.write()
    expect(await here.unread()).toEqual([a])
    await here.read()
    expect(here.node(a).failureRate).toBe(0.4)
    here.beat(a, 3)
    await here.write()
    expect(await here.unread()).toEqual([])
  })

  it('a failure rate that moved a little is written with the next heartbeat', async () => {
    here.beat(a, 1)
    await here.write()
    here.rate(a, 0.004)
    await here.write()
    await there.read()
    expect(there.node(a).failureRate).toBe(0)
    here.beat(a, 2)
    await here.write()
    await there.read()
    expect(there.node(a).failureRate).toBe(0.004)
  })
})

describe('open leases', () => {
  const rows = async () => (await database.pool.query('SELECT node_id, leased FROM node_leases ORDER BY node_id')).rows

  it('count on the other routers, each one’s own share', async () => {
    here.lease(a, 1)
    there.lease(a, 2)
    await Promise.all([here.write(), there.write()])
    await Promise.all([here.read(), there.read()])
    expect([here.node(a).leased, there.node(a).leased]).toEqual([3, 3])
    here.lease(a, -1)
    await here.write()
    await there.read()
    expect([here.node(a).leased, there.node(a).leased]).toEqual([2, 2])
  })

  it('are not written where nobody would see a difference', async () => {
    here.lease(a, 1)
    here.lease(a, -1)
    here.lease(b, 1)
    await here.write()
    expect(await rows()).toEqual([{ node_id: b, leased: 1 }])
  })

  it('go with their router, and are all there when it comes back or is met late', async () => {
    here.lease(a, 2)
    here.lease(b, 1)
    await here.write()
    await there.read()
    expect(there.node(a).leased).toBe(2)
    await here.fallSilent()
    await there.read()
    expect([there.node(a).leased, there.node(a).inFlight]).toEqual([0, 0])
    const late = await aRouter()
    await here.announce()
    await Promise.all([there.read(), late.read()])
    expect([there.node(a).leased, there.node(b).leased, late.node(a).leased]).toEqual([2, 1, 2])
    await database.pool.query('DELETE FROM routers WHERE id = $1', [here.routerId])
    expect(await rows()).toEqual([])
  })

  it('are all written anew after a failure: what Postgres has then is not known', async () => {
    here.lease(a, 2)
    await here.write()
    // Forgotten while it was away, as after an hour; it fails until it has announced itself again.
    await database.pool.query('DELETE FROM routers WHERE id = $1', [here.routerId])
    here.lease(b, 1)
    await here.write()
    expect(await rows()).toEqual([])
    await here.announce()
    await here.write()
    expect(await rows()).toEqual([
      { node_id: a, leased: 2 },
      { node_id: b, leased: 1 },
    ])
  })
})

describe('whatever happens in whatever order, answers lost and messages late', () => {
  it.each([1, 2, 3, 4, 5, 6])('both come to know the same, and what is stored (%i)', async (seed) => {
    const draw = drawing(seed)
    let isLossy = true
    const lossy = {
      query: async (...query: unknown[]) => {
        if (isLossy && draw(8) === 0) throw new Error('did not arrive')
        const answer = await (database.pool.query as (...query: unknown[]) => Promise<unknown>)(...query)
        if (isLossy && draw(8) === 0) throw new Error('answer lost')
        return answer
      },
    }
    const routers = [await aRouter(lossy as never), await aRouter(lossy as never)]
    const one = () => routers[draw(2)]!
    const beat = (router: TestRouter, id: string, at: number) => router.beat(id, at, at % 9)
    for (let at = 1; at < 60; at++) {
      beat(one(), ids[draw(ids.length)]!, at - draw(3))
      one().rate(ids[draw(ids.length)]!, draw(100) / 100)
      one().lease(ids[draw(ids.length)]!, draw(2) === 0 ? 1 : -1)
      const work = [() => routers[0]!.write(), () => routers[1]!.write(), () => routers[0]!.read(), () => routers[1]!.read()]
      await Promise.all(work.filter(() => draw(3) === 0).map((start) => start()))
    }
    isLossy = false
    for (const { write } of routers) await write()
    for (const { read } of routers) await read()
    await expectStored(routers, ({ live, node }) => [live.inFlight, live.lastMessageAt, node.leased])
    // What each knows of a failure rate may be a little off until it has taken a heartbeat of the node.
    for (const [n, router] of routers.entries()) {
      for (const id of ids) beat(router, id, 100 + n)
      await router.write()
      for (const { read } of routers) await read()
    }
    await expectStored(routers, ({ live, node }) => [live.inFlight, live.lastMessageAt, node.leased, live.failureRate])
  })

  async function expectStored(routers: readonly TestRouter[], known: (entry: NonNullable<ReturnType<FleetState['get']>>) => unknown[]) {
    const { rows } = await database.pool.query(
      `SELECT node_id, in_flight, last_message_at, failure_rate,
         (SELECT coalesce(sum(leased), 0)::int FROM node_leases WHERE node_leases.node_id = node_live.node_id) AS leased FROM node_live`,
    )
    expect(rows.length).toBe(ids.length)
    for (const row of rows) {
      const stored = [row.in_flight, row.last_message_at.getTime(), row.leased, row.failure_rate]
      for (const { fleet } of routers) {
        const has = known(fleet.get(row.node_id)!)
        expect(has).toEqual(stored.slice(0, has.length))
      }
    }
  }
})

/** Numbers below a bound, the same ones for a seed. */
function drawing(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0
    return state % below
  }
}
