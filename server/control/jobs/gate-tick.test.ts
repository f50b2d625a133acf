import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Demand } from '@/server/core/activation/coverage'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Config } from '@/server/core/config/schema'
import { configWith, model, node, snapshot } from '@/server/core/testing/world'
import { createTestDatabase, type TestDatabase } from '@/server/platform/testing/database'
import { patient } from '@/server/platform/testing/patient'
import { tickGate } from './gate-tick'
import { auditSystem } from './system-audit'

const at = Date.UTC(2026, 5, 1, 12)
const MINUTE = 60_000
const DAY = 86_400_000
const countries: Record<string, string> = { NA: 'US', EU: 'DE', SEA: 'SG', ME: 'AE', SA: 'BR' }
/** Durations in minutes instead of hours: ticks come a minute apart. */
const gate = {
  upAfterS: 120,
  shadowMinS: 180,
  stateMinS: 60,
  downAfterS: 300,
  recoverAfterS: 120,
  endpoints: { healthyS: 0 },
  metadata: { nodeAgeS: 0 },
}
const configOf = (change: (base: Config) => object = () => ({}), revision = 1) =>
  configWith((base) => ({ gate, ...change(base) }), revision)

let db: TestDatabase
let config: CompiledConfig
let now: number
let nodesPerZone: number
let demand: Demand | null
const replica = {
  status: () => ({ ready: true, revision: config.revision, connected: true }),
  snapshot: () => {
    const nodes = Object.values(countries).flatMap((country, z) =>
      Array.from({ length: nodesPerZone }, (_, i) => {
        const each = node(config, z * 100 + i + 1, { country, lastSeenAt: now, liveUntil: now + 45_000, firstSeenAt: at })
        return { ...each, geo: { ...each.geo, verdict: { ...each.geo.verdict, judgedAt: now } } }
      }),
    )
    return snapshot(config, nodes)
  },
}
const tick = (minGapMs = 0) => tickGate({ pool: db.pool, replica, demand: async () => demand, countryOf: null, minGapMs }, now)
async function ticks(count: number) {
  for (let i = 0; i < count; i++) {
    now += MINUTE
    await beat()
    await tick()
  }
}
/** Two vantage points in every zone, of both roles, as of now, heard by a router of long standing. */
async function beat() {
  await listening(at - DAY)
  const zones = config.topZones
  await db.pool.query('DELETE FROM endpoints')
  for (const code of zones) {
    const { lng, lat } = config.zones.get(code)!.anchors[0]!
    for (const role of ['cloud', 'network']) {
      await db.pool.query(
        `INSERT INTO endpoints (id, role, region, lng, lat, network, last_seen_at, healthy_since) VALUES ($1, $2, $3, $4, $5, $1, $6, $7)`,
        [`${code}-${role}`, role, code, lng, lat, new Date(now), new Date(at - MINUTE)],
      )
    }
  }
}
/** One router of long standing, heard of since then. */
async function listening(since: number) {
  await db.pool.query('DELETE FROM routers')
  await db.pool.query(`INSERT INTO routers (id, advertise_url, started_at, last_seen_at, listening_since) VALUES ('r1', 'u', $1, $2, $3)`, [
    new Date(at - DAY),
    new Date(now),
    new Date(since),
  ])
}
const zone = async (code = 'EU') =>
  (await db.pool.query('SELECT state, canary_pct, memory, conditions FROM gate_zones WHERE zone = $1', [code])).rows[0]
const transitions = async (code = 'EU') =>
  (await db.pool.query('SELECT from_state, to_state, cause FROM gate_transitions WHERE zone = $1 ORDER BY at', [code])).rows
const audited = async (action: string) =>
  (await db.pool.query('SELECT entity_id, detail FROM audit_events WHERE action = $1 ORDER BY at, entity_id', [action])).rows
async function override(over: { state?: string; zone?: string | null; expiresAt?: number; endedBy?: string }) {
  await db.pool.query(
    `INSERT INTO gate_overrides (id, state, zone, reason, created_by, created_at, expires_at, ended_at, ended_by) VALUES ($1, $2, $3, 'maintenance', 'admin-1', $4, $5, $6, $7)`,
    [
      uuidv7(),
      over.state ?? 'off',
      over.zone ?? null,
      new Date(now),
      new Date(over.expiresAt ?? now + MINUTE),
      over.endedBy ? new Date(now) : null,
      over.endedBy ?? null,
    ],
  )
}

beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())
beforeEach(async () => {
  config = configOf()
  now = at
  nodesPerZone = 5
  demand = { rows: [{ zone: 'EU', model, jobs: 5, p95Slots: 4 }] }
  await db.pool.query(
    'TRUNCATE gate_zones, gate_overrides, endpoints; ALTER TABLE gate_transitions DISABLE TRIGGER USER; ALTER TABLE audit_events DISABLE TRIGGER USER; TRUNCATE gate_transitions, audit_events; ALTER TABLE gate_transitions ENABLE TRIGGER USER; ALTER TABLE audit_events ENABLE TRIGGER USER',
  )
})

describe('tickGate', () => {
  it('starts every top-level zone off and takes it up by itself, each step with its audit row', async () => {
    await ticks(1)
    expect(await zone()).toMatchObject({ state: 'off', canary_pct: 0 })
    expect((await zone()).conditions).toHaveLength(5)
    expect((await zone()).conditions.filter((c: { met: boolean }) => !c.met)).toEqual([])
    await ticks(11)
    expect(await zone()).toMatchObject({ state: 'on', canary_pct: 100 })
    expect((await transitions()).map((t) => t.to_state)).toEqual(['shadow', 'canary', 'canary', 'canary', 'canary', 'on'])
    const rows = (await audited('activation.transition')).filter((row) => row.entity_id === 'EU')
    expect(rows.map((row) => row.detail.canaryPct)).toEqual([0, 5, 25, 50, 100, 100])
  })

  it('keeps since and an earlier value of each condition', async () => {
    await ticks(1)
    const first = (await zone()).conditions.find((c: { id: string }) => c.id === 'coverage')
    expect(first).toMatchObject({ met: true, since: now, previous: null })
    nodesPerZone = 2
    await ticks(6)
    const later = (await zone()).conditions.find((c: { id: string }) => c.id === 'coverage')
    expect(later).toMatchObject({ met: false, value: 2, since: at + 2 * MINUTE })
    expect(later.previous).not.toBeNull()
  })

  it('g01 suspends a zone below 80 % of its coverage for 5 min, and no other zone', async () => {
    await ticks(12)
    demand = { rows: [{ zone: 'EU', model, jobs: 5, p95Slots: 17 }] }
    await ticks(5)
    expect(await zone()).toMatchObject({ state: 'on' })
    await ticks(1)
    expect(await zone()).toMatchObject({ state: 'suspended', canary_pct: 0 })
    expect(await zone('NA')).toMatchObject({ state: 'on' })
    expect((await transitions()).at(-1)).toEqual({ from_state: 'on', to_state: 'suspended', cause: 'below_target' })
  })

  it('g03 goes nowhere while demand was never counted', async () => {
    demand = null
    await ticks(6)
    expect(await zone()).toMatchObject({ state: 'off' })
    expect((await zone()).conditions.find((c: { id: string }) => c.id === 'coverage')).toMatchObject({ met: false, value: null })
  })

  it('suspends at once when an endpoint region is lost, but not while the silence is ours', async () => {
    await ticks(12)
    now += MINUTE
    await db.pool.query(`UPDATE endpoints SET last_seen_at = $1 WHERE region <> 'EU'`, [new Date(now - 91_000)])
    await listening(now - 30_000)
    await tick()
    expect(await zone()).toMatchObject({ state: 'on' })
    expect((await zone()).conditions.find((c: { id: string }) => c.id === 'endpoints')).toMatchObject({ met: false, hardLoss: false })
    now += MINUTE
    await listening(now - 90_000)
    await tick()
    expect(await zone()).toMatchObject({ state: 'suspended' })
    expect((await transitions()).at(-1)).toEqual({ from_state: 'on', to_state: 'suspended', cause: 'hard_loss' })
  })

  it('ticks once where two processes tick at the same moment', async () => {
    await beat()
    // The first of all: there are no rows yet by which they could wait for each other.
    const done = await Promise.all([1, 2, 3, 4, 5, 6].map(() => tick(1000)))
    expect(done.filter(Boolean)).toHaveLength(1)
    now += 999
    expect(await tick(1000)).toBe(false)
    now += 1
    expect(await tick(1000)).toBe(true)
  })

  it('does not tick on a fleet that is not current', async () => {
    const away = { ...replica, status: () => ({ ...replica.status(), connected: false }) }
    expect(await tickGate({ pool: db.pool, replica: away, demand: async () => demand, countryOf: null, minGapMs: 0 }, now)).toBe(false)
    expect(await zone()).toBeUndefined()
  })

  it('g06 ends an override that ran out, audits it, and says what counts again', async () => {
    await ticks(4)
    expect(await zone()).toMatchObject({ state: 'shadow' })
    await override({ state: 'on', zone: 'EU', expiresAt: now + 90_000 })
    await ticks(1)
    expect(await audited('activation.override_expired')).toEqual([])
    await ticks(1)
    expect(await audited('activation.override_expired')).toMatchObject([{ entity_id: 'EU', detail: { state: 'on', to: 'canary' } }])
    expect((await transitions()).at(-1)).toEqual({ from_state: 'on', to_state: 'canary', cause: 'override_expired' })
    await ticks(1)
    expect(await audited('activation.override_expired')).toHaveLength(1)
    expect((await db.pool.query('SELECT ended_by FROM gate_overrides')).rows).toEqual([{ ended_by: 'expiry' }])
  })

  it('g02 keeps a latched zone suspended until an admin’s override, or its end', async () => {
    await ticks(12)
    const latch = async () => {
      const { memory } = await zone()
      await db.pool.query('UPDATE gate_zones SET state = $2, memory = $3 WHERE zone = $1', [
        'EU',
        'suspended',
        { ...memory, state: 'suspended', latched: true, latchedAt: now, trips: [now, now, now], since: now, timersFrom: now },
      ])
    }
    await latch()
    await ticks(10)
    expect(await zone()).toMatchObject({ state: 'suspended', memory: { latched: true } })
    await override({ state: 'off', zone: 'NA' })
    await ticks(1)
    expect(await zone()).toMatchObject({ memory: { latched: true } })
    await override({ state: 'off', zone: 'EU' })
    await ticks(1)
    expect(await zone()).toMatchObject({ state: 'shadow', memory: { latched: false, trips: [] } })
    expect(await audited('activation.latch_released')).toMatchObject([{ entity_id: 'EU', detail: { by: 'admin-1' } }])
  })

  it('restarts the timers when zones are published in shadow, not when anything else is', async () => {
    await ticks(4)
    const { memory } = await zone()
    expect(memory.state).toBe('shadow')
    config = configOf((base) => ({ models: [...base.models, 'another'] }), 2)
    await ticks(1)
    expect((await zone()).memory.timersFrom).toBe(memory.timersFrom)
    config = configOf((base) => ({ zones: base.zones.map((z) => ({ ...z, priority: 1 })) }), 3)
    await ticks(1)
    expect((await zone()).memory).toMatchObject({ state: 'shadow', timersFrom: now, allMetSince: now })
  })

  it('waits for an admin who changes an override, before it takes the place of its audit row', async () => {
    // The next tick has a transition to audit, and an override to end that has run out.
    await ticks(2)
    await override({ expiresAt: now + 1 })
    now += MINUTE
    await beat()
    const admin = await db.pool.connect()
    try {
      await admin.query('BEGIN')
      await admin.query('UPDATE gate_overrides SET ended_at = expires_at')
      const ticking = tick()
      await vi.waitFor(async () => {
        const { rows } = await db.pool.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
        expect(rows).toHaveLength(1)
      }, patient)
      await auditSystem(admin, 'test', now, { action: 'activation.override_ended', entity: 'gate', entityId: 'network', detail: {} })
      await admin.query('COMMIT')
      expect(await ticking).toBe(true)
    } finally {
      admin.release()
    }
    expect(await audited('activation.transition')).toHaveLength(config.topZones.length)
    expect(await audited('activation.override_expired')).toEqual([])
  })

  it('forgets zones that are no longer at the top', async () => {
    await ticks(1)
    config = configOf((base) => ({ zones: base.zones.filter((z) => z.code !== 'SA') }), 2)
    await ticks(1)
    expect(await zone('SA')).toBeUndefined()
    expect(await zone('EU')).toBeDefined()
  })
})
