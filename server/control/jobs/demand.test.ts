import type { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { configWith } from '@/server/core/testing/world'
import { uuidv7Floor } from '@/server/platform/db/partitions'
import { createTestDatabase, type TestDatabase } from '@/server/platform/testing/database'
import { loadDemand } from './load-demand'
import { rememberDemand } from './remember-demand'
import { rollupDemand } from './rollup-demand'

const MINUTE = 60_000
const now = Math.floor(Date.now() / MINUTE) * MINUTE
const config = configWith((base) => ({
  models: ['m', 'n'],
  zones: [
    ...base.zones,
    { code: 'EU-W', name: 'West', parent: 'EU', countries: ['FR'] },
    { code: 'ANDES', name: 'Andes', replaces: ['INCA'], parent: 'SA', countries: ['PE'] },
  ],
}))

let db: TestDatabase
let serial = 0
type Given = {
  atMs: number
  zone?: string | null
  originZone?: string | null
  model?: string
  code?: string
  lease?: boolean
  latencyMs?: number
  environment?: string
}
async function decide({
  atMs,
  zone = 'EU',
  originZone = null,
  model = 'm',
  code,
  lease = true,
  latencyMs,
  environment = 'mainnet',
}: Given) {
  const id = uuidv7Floor(new Date(atMs)).replace(/.{12}$/, (++serial).toString(16).padStart(12, '0'))
  await db.pool.query(
    `INSERT INTO decisions (id, at, router_id, revision, outcome, code, model, environment, key_id, gate, geo_applied, origin_source, origin_confidence, origin_zone,
       preferred_zone, preferred_source, fallback, lease_id, node_id, rung, boundary_hash, took_us, trace)
     VALUES ($1, $2, 'r', 1, $3, $4, $5, $6, 'k', 'on', true, 'geoip', 'high', $7, $8, 'origin', false, $9, $10, $11, 'h', 1, '{}')`,
    [
      id,
      new Date(atMs),
      code ? 'refused' : 'routed',
      code ?? null,
      model,
      environment,
      originZone,
      zone,
      !code && lease ? `l${serial}` : null,
      code ? null : '0x1',
      code ? null : 'preferred',
    ],
  )
  if (latencyMs !== undefined)
    await db.pool.query(
      `INSERT INTO lease_outcomes (decision_id, node_id, outcome, latency_ms, at) VALUES ($1, '0x1', 'completed', $2, $3)`,
      [id, latencyMs, new Date(atMs)],
    )
}
const minutes = async () =>
  (await db.pool.query('SELECT minute, zone, model, jobs, refused, slot_seconds FROM demand_minutes ORDER BY minute, zone, model')).rows

beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())
beforeEach(async () => {
  await db.pool.query(
    'ALTER TABLE decisions DISABLE TRIGGER USER; TRUNCATE decisions, lease_outcomes, demand_minutes, instance_settings; ALTER TABLE decisions ENABLE TRIGGER USER',
  )
})

describe('rollupDemand', () => {
  it('counts jobs by minute, zone and model, and counting twice is counting once', async () => {
    await decide({ atMs: now - 90_000, latencyMs: 6000 })
    await decide({ atMs: now - 80_000 })
    await decide({ atMs: now - 80_000, lease: false })
    await decide({ atMs: now - 70_000, code: 'geo_zone_saturated' })
    await decide({ atMs: now - 70_000, code: 'geo_unsatisfiable' })
    await decide({ atMs: now - 10_000, zone: null, originZone: 'SEA', model: 'n' })
    await decide({ atMs: now - 10_000, zone: null, model: 'n' })
    await decide({ atMs: now - 10_000, environment: 'testnet' })
    await rollupDemand(db.pool, now)
    const first = await minutes()
    // Held: 6 s as measured, and twice the model's mean, which is the same 6 s.
    expect(first).toEqual([
      { minute: new Date(now - 2 * MINUTE), zone: 'EU', model: 'm', jobs: 5, refused: 2, slot_seconds: 18 },
      { minute: new Date(now - MINUTE), zone: '', model: 'n', jobs: 1, refused: 0, slot_seconds: 10 },
      { minute: new Date(now - MINUTE), zone: 'SEA', model: 'n', jobs: 1, refused: 0, slot_seconds: 10 },
    ])
    await rollupDemand(db.pool, now)
    expect(await minutes()).toEqual(first)
    await rollupDemand(db.pool, now + 30_000)
    expect(await minutes()).toEqual(first)
  })

  it('counts a decision on the border of a minute once, whichever run finds it', async () => {
    await decide({ atMs: now - 1 })
    await decide({ atMs: now })
    await rollupDemand(db.pool, now)
    await rollupDemand(db.pool, now + 61_000)
    await rollupDemand(db.pool, now + 125_000)
    expect((await minutes()).map((row) => [row.minute.getTime(), row.jobs])).toEqual([
      [now - MINUTE, 1],
      [now, 1],
    ])
  })

  it('counts a long log a little at a time, and goes on from there after a failure', async () => {
    for (const ago of [480, 450, 1]) await decide({ atMs: now - ago * MINUTE })
    let left = 2
    const failing = {
      query: (text: string, values: unknown[]) => db.pool.query(text, values),
      connect: async () => (left-- > 0 ? db.pool.connect() : Promise.reject(new Error('gone'))),
    } as unknown as Pool
    await expect(rollupDemand(failing, now)).rejects.toThrow('gone')
    expect((await minutes()).map((row) => row.minute.getTime())).toEqual([now - 480 * MINUTE])
    await db.pool.query('DELETE FROM demand_minutes')
    await rollupDemand(db.pool, now)
    expect((await minutes()).map((row) => row.minute.getTime())).toEqual([now - 450 * MINUTE, now - MINUTE])
    expect((await loadDemand(db.pool, config, now))?.rows).toHaveLength(1)
  })

  it('takes in what comes late: an outcome, and decisions from a spool that drains after an outage', async () => {
    await decide({ atMs: now - 90_000 })
    await rollupDemand(db.pool, now)
    expect((await minutes())[0].slot_seconds).toBe(10)
    await decide({ atMs: now - 85_000, latencyMs: 2000 })
    await decide({ atMs: now - 15 * MINUTE })
    await decide({ atMs: now - 5 * 60 * MINUTE })
    await rollupDemand(db.pool, now + 1000)
    expect((await minutes()).map((row) => row.jobs)).toEqual([2])
    await rollupDemand(db.pool, now + 301_000)
    expect((await minutes()).map((row) => row.jobs)).toEqual([1, 2])
    await rollupDemand(db.pool, now + 3_601_000)
    expect((await minutes()).map((row) => row.jobs)).toEqual([1, 1, 2])
  })
})

describe('loadDemand', () => {
  it('is missing where nothing was ever counted, or not lately; and nothing where nobody asked', async () => {
    expect(await loadDemand(db.pool, config, now)).toBeNull()
    await rollupDemand(db.pool, now)
    expect(await loadDemand(db.pool, config, now)).toEqual({ rows: [] })
    expect(await loadDemand(db.pool, config, now + 16 * MINUTE)).toBeNull()
  })

  it('gives the p95 in slots with the silent minutes as zeros, a zone’s with its descendants’ and predecessors’', async () => {
    // 40 minutes: the p95 is the third largest.
    const put = (ago: number, zone: string, slots: number, model = 'm') =>
      db.pool.query('INSERT INTO demand_minutes VALUES ($1, $2, $3, 7, 0, $4)', [new Date(now - ago * MINUTE), zone, model, slots * 60])
    await put(40, 'NA', 1)
    await put(10, 'EU', 2)
    await put(10, 'EU-W', 4)
    await put(9, 'EU', 5)
    await put(8, 'EU-W', 3)
    await put(7, 'EU', 1)
    await put(6, 'INCA', 8)
    await put(5, 'EU', 100, 'unlisted')
    await put(4, '', 100)
    await rollupDemand(db.pool, now)
    const { rows } = (await loadDemand(db.pool, config, now))!
    const at = (zone: string) => rows.find((row) => row.zone === zone)
    // EU: 6, 5, 3, 1 → 3; EU-W: 4, 3 → none of three.
    expect(at('EU')).toEqual({ zone: 'EU', model: 'm', jobs: 35, p95Slots: 3 })
    expect(at('EU-W')).toEqual({ zone: 'EU-W', model: 'm', jobs: 14, p95Slots: 0 })
    expect([at('ANDES')?.jobs, at('SA')?.jobs, at('INCA')]).toEqual([7, 7, undefined])
    expect(rows.some((row) => row.model === 'unlisted' || row.zone === '')).toBe(false)
  })
})

describe('rememberDemand', () => {
  it('looks again after a ten-thousandth of the window, or for another configuration', async () => {
    await rollupDemand(db.pool, now)
    const query = vi.spyOn(db.pool, 'query')
    const looks = async (demand: ReturnType<typeof rememberDemand>, of: typeof config, ...ago: number[]) => {
      query.mockClear()
      for (const ms of ago) await demand(of, now + ms)
      // One asks how far the log has been counted, the other for the first minute.
      return query.mock.calls.length / 2
    }
    const demand = rememberDemand(db.pool)
    expect(await looks(demand, config, 0, 3_000, 30_000, 60_000)).toBe(1)
    expect(await looks(demand, config, 60_500)).toBe(1)
    const short = configWith(() => ({ gate: { coverage: { demandWindowS: 3600 } } }))
    expect(await looks(demand, short, 60_500, 60_800, 61_000)).toBe(2)
    query.mockRestore()
  })
})
