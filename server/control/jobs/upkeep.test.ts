import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { configWith, snapshot } from '@/server/core/testing/world'
import { listDecisionPartitions, uuidv7Floor } from '@/server/platform/db/partitions'
import { createTestDatabase, type TestDatabase } from '@/server/platform/testing/database'
import { patient } from '@/server/platform/testing/patient'
import { runLoop } from './loop'
import { applyRetention } from './retention'
import { startJobs } from './start'
import { nodeKeptMs, sweepNodes } from './sweep-nodes'

const now = Date.now()
const DAY = 86_400_000
const log = pino({ level: 'silent' })

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())
beforeEach(async () => {
  await db.pool.query('TRUNCATE nodes, node_live, node_nonces, endpoints, routers CASCADE')
})

/** A node id that begins with the name. */
const idOf = (name: string) => `0x${Buffer.from(name).toString('hex').padEnd(40, '0')}`
const nameOf = ({ id }: { id: string }) => Buffer.from(id.slice(2), 'hex').toString().replaceAll('\0', '')

async function register(name: string, seenAt: number | null, over: { registeredAt?: number; quarantinedUntil?: number } = {}) {
  await db.pool.query(
    `INSERT INTO nodes (id, operator, environments, models, gpu, vram_gb, slots, version, joins, address_prefix, address_hash, network, address_evidence, session_id, registered_at, quarantined_until)
     VALUES ($1, 'o', '{mainnet}', '{m}', 'g', 24, 1, '1', '{}', '203.0.113.0/24', '\\x00', 'n', '{}', 's', $2, $3)`,
    [idOf(name), new Date(over.registeredAt ?? now - 40 * DAY), over.quarantinedUntil ? new Date(over.quarantinedUntil) : null],
  )
  if (seenAt !== null)
    await db.pool.query('INSERT INTO node_live (node_id, last_seen_at, live_until, last_message_at) VALUES ($1, $2, $2, $2)', [
      idOf(name),
      new Date(seenAt),
    ])
}

describe('sweepNodes', () => {
  it('forgets nodes not seen for 30 days, and audits it', async () => {
    await register('gone', now - nodeKeptMs - 1)
    await register('kept', now - nodeKeptMs)
    await register('never-live', null)
    await register('new', null, { registeredAt: now })
    expect(await sweepNodes(db.pool, now)).toMatchObject({ nodes: 2 })
    expect((await db.pool.query('SELECT id FROM nodes ORDER BY id')).rows.map(nameOf)).toEqual(['kept', 'new'])
    expect(
      (await db.pool.query(`SELECT entity_id AS id FROM audit_events WHERE action = 'node.forgotten' ORDER BY 1`)).rows.map(nameOf),
    ).toEqual(['gone', 'never-live'])
    expect(await sweepNodes(db.pool, now)).toMatchObject({ nodes: 0 })
  })

  it('forgets a thousand at a time, so that nobody waits long for a place in the audit trail', async () => {
    await db.pool.query(
      `INSERT INTO nodes (id, operator, gpu, version, vram_gb, slots, address_prefix, address_hash, network, address_evidence, session_id, registered_at)
       SELECT '0x' || lpad(to_hex(n), 40, '0'), 'o', 'g', '1', 24, 1, '203.0.113.0/24', '\\x00', 'n', '{}', 's', $1 FROM generate_series(1, 1001) n`,
      [new Date(now - 2 * nodeKeptMs)],
    )
    expect(await sweepNodes(db.pool, now)).toMatchObject({ nodes: 1000 })
    expect(await sweepNodes(db.pool, now)).toMatchObject({ nodes: 1 })
  })

  it('ends quarantines and drops nonces, endpoints and routers past their time', async () => {
    await register('out', now, { quarantinedUntil: now })
    await register('in', now, { quarantinedUntil: now + 1 })
    await db.pool.query(`INSERT INTO node_nonces VALUES ('out', 'old', $1), ('out', 'valid', $2)`, [new Date(now - 1), new Date(now + 1)])
    await db.pool.query(`INSERT INTO routers VALUES ('r1', 'u', $1, $1), ('r2', 'u', $2, $2)`, [new Date(now - 2 * DAY), new Date(now)])
    expect(await sweepNodes(db.pool, now)).toEqual({ nodes: 0, quarantines: 1, nonces: 1, endpoints: 0, routers: 1 })
    expect((await db.pool.query('SELECT id FROM nodes WHERE quarantined_until IS NOT NULL')).rows.map(nameOf)).toEqual(['in'])
    expect((await db.pool.query('SELECT nonce FROM node_nonces')).rows).toEqual([{ nonce: 'valid' }])
  })
})

describe('applyRetention', () => {
  it('makes the partitions ahead and drops days older than the setting', async () => {
    const long = now + 200 * DAY
    await applyRetention(db.pool, now)
    const before = (await listDecisionPartitions(db.pool)).map(({ name }) => name)
    expect(before.length).toBeGreaterThan(7)
    const later = await applyRetention(db.pool, long)
    expect(later.dropped).toEqual(before)
    await db.pool.query(`INSERT INTO instance_settings VALUES ('decision_retention_days', '400')`)
    expect((await applyRetention(db.pool, long + 300 * DAY)).dropped).toEqual([])
  })
})

describe('applyRetention of what no day of its own holds', () => {
  const kept = async (table: string, id: string) =>
    (await db.pool.query(`SELECT ${id} AS id FROM ${table} ORDER BY 1`)).rows.map((r) => r.id)

  it('drops decisions of the default partition with their day, and gives the others a day of theirs', async () => {
    await db.pool.query('DELETE FROM instance_settings')
    const [old, late, ahead] = [-400, -20, 300].map((days) => uuidv7Floor(new Date(now + days * DAY)))
    for (const id of [old, late, ahead])
      await db.pool.query(
        `INSERT INTO decisions (id, at, router_id, revision, outcome, code, model, environment, key_id, gate, geo_applied, origin_source, origin_confidence,
           preferred_source, fallback, boundary_hash, reasons, took_us, trace)
         VALUES ($1, now(), 'r', 1, 'refused', 'geo_unsatisfiable', 'm', 'mainnet', 'k', 'off', false, 'none', 'none', 'none', false, 'h', '{}', 1, '{}')`,
        [id],
      )
    await applyRetention(db.pool, now)
    expect(await kept('decisions', 'id')).toEqual([late, ahead])
    expect(await kept('decisions_default', 'id')).toEqual([ahead])
  })

  it('drops how leases ended with the age of their decisions, which is indexed', async () => {
    const ids = [-91, -89].map((days) => uuidv7Floor(new Date(now + days * DAY)))
    for (const id of ids) await db.pool.query(`INSERT INTO lease_outcomes VALUES ($1, 'n', 'completed', 1, 1, false, now())`, [id])
    await applyRetention(db.pool, now)
    expect(await kept('lease_outcomes', 'decision_id')).toEqual(ids.slice(1))
  })
})

describe('applyRetention of joins and leaves', () => {
  it('keeps them for as long as the log, and no younger one can go', async () => {
    await db.pool.query('DELETE FROM instance_settings')
    for (const days of [91, 89, 0.5]) {
      const at = new Date(now - days * DAY)
      await db.pool.query(`INSERT INTO membership_events VALUES ($1, $2, 's', $3, 'joined', 'criteria', 1, 'system', 'membership')`, [
        uuidv7Floor(at),
        at,
        `${days} days`,
      ])
    }
    await applyRetention(db.pool, now)
    const { rows } = await db.pool.query('SELECT node_id FROM membership_events ORDER BY at')
    expect(rows.map(({ node_id }) => node_id)).toEqual(['89 days', '0.5 days'])
    await expect(db.pool.query(`DELETE FROM membership_events WHERE node_id = '0.5 days'`)).rejects.toThrow(/append-only/)
    await expect(db.pool.query(`UPDATE membership_events SET reason = 'x' WHERE node_id = '89 days'`)).rejects.toThrow(/append-only/)
  })
})

describe('runLoop', () => {
  it('runs in one process at a time, goes on after a failure, and stops', async () => {
    let inside = 0
    let most = 0
    let runs = 0
    const work = async () => {
      runs++
      most = Math.max(most, ++inside)
      await db.pool.query('SELECT 1')
      inside--
      if (runs === 2) throw new Error('once')
    }
    const loops = [1, 2].map(() => runLoop({ name: 'test', everyMs: 1, locks: db.pool, log, work }))
    await vi.waitFor(() => expect(runs).toBeGreaterThan(5), patient)
    await Promise.all(loops.map((each) => each.stop()))
    const stopped = runs
    for (let i = 0; i < 10; i++) await db.pool.query('SELECT 1')
    expect(runs).toBe(stopped)
    expect(most).toBe(1)
  })
})

describe('startJobs', () => {
  const config = configWith()
  const replica = {
    snapshot: () => snapshot(config, []),
    status: () => ({ ready: true, revision: 1, connected: true }),
    onNode: () => {},
  }

  it('ticks, counts and maintains from the start, and stops clean', async () => {
    const jobs = startJobs({ pool: db.pool, replica, log })
    await vi.waitFor(async () => {
      const { rows } = await db.pool.query(
        `SELECT (SELECT count(*)::int FROM gate_zones) AS zones, (SELECT count(*)::int FROM instance_settings WHERE key = 'demand_rollup') AS counted`,
      )
      expect(rows[0]).toEqual({ zones: config.topZones.length, counted: 1 })
    }, patient)
    await jobs.stop()
  })

  it.each([
    ['ahead', 600_000],
    ['behind', -600_000],
  ])('goes by the clock of PostgreSQL, which endpoints and routers are stamped by, where its own is %s', async (_, byMs) => {
    await db.pool.query('TRUNCATE gate_zones')
    await db.pool.query(`INSERT INTO routers VALUES ('r', 'u', now(), now(), null, now() - interval '1 day')`)
    const endpoint = (id: string, seen: string) =>
      db.pool.query(
        `INSERT INTO endpoints (id, role, region, lng, lat, network, last_seen_at, healthy_since)
         VALUES ($1, split_part($1, '-', 1), $1, 0, 0, $1, now() - $2::interval, now() - interval '2 days')`,
        [id, seen],
      )
    for (const role of ['cloud', 'network']) {
      for (const n of [1, 2]) await endpoint(`${role}-${n}`, '10 s')
      await endpoint(`${role}-lost`, '3 min')
    }
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + byMs })
    const jobs = startJobs({ pool: db.pool, replica, log })
    try {
      await vi.waitFor(async () => {
        const { rows } = await db.pool.query(`SELECT conditions FROM gate_zones WHERE zone = 'EU'`)
        const condition = rows[0].conditions.find(({ id }: { id: string }) => id === 'endpoints')
        expect(condition).toMatchObject({ met: true, value: 2 })
      }, patient)
    } finally {
      await jobs.stop()
      vi.useRealTimers()
    }
  })
})
