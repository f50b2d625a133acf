import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { defaultConfig } from '@/server/core/config/default'
import { createTestDatabase, type TestDatabase } from '@/server/platform/testing/database'
import { noGpsCountry } from './gps-country'
import { LiveReplica } from './replica'

const nodeId = `0x${'a'.repeat(40)}`
let db: TestDatabase
const dataDir = mkdtempSync(join(tmpdir(), 'geo-replica-'))
beforeAll(async () => {
  db = await createTestDatabase()
  await publish(1, defaultConfig())
  await db.pool.query(
    `INSERT INTO nodes (id, operator, environments, models, gpu, vram_gb, slots, version, joins, address_prefix, address_hash, network, address_evidence, session_id)
     VALUES ($1, 'o', '{mainnet}', '{m}', 'g', 24, 1, '1', '{}', '203.0.113.0/24', '\\x00', 'n', '{}', 's')`,
    [nodeId],
  )
})
afterAll(async () => {
  await db.drop()
  rmSync(dataDir, { recursive: true })
})

const publish = (revision: number, config: object) =>
  db.pool.query(
    `INSERT INTO config_revisions (revision, config, content_hash, comment, actor_type, actor_id) VALUES ($1, $2, $3, 'test', 'system', 'test')`,
    [revision, JSON.stringify(config), '0'.repeat(64)],
  )
let now = Date.now()
const settings = () => ({
  pool: db.pool,
  databaseUrl: null,
  dataDir,
  gpsCountry: noGpsCountry,
  log: pino({ level: 'silent' }),
  now: () => now,
})
const replica = (name: string, routerId: string | null) => new LiveReplica({ ...settings(), name, routerId })

it('keeps the fleet on disk for a router; web, which starts only where Postgres answers, has it from there', async () => {
  for (const [name, routerId, files] of [
    ['router', 'r', ['access', 'config', 'fleet', 'live']],
    ['web', null, ['access', 'config']],
  ] as const) {
    const running = replica(name, routerId)
    await running.start()
    await running.stop()
    expect(readdirSync(join(dataDir, name)).sort()).toEqual(files.map((file) => `${file}.json`))
  }
  await publish(2, { zones: 'none' })
  const again = replica('web', null)
  await again.start()
  expect(again.status()).toMatchObject({ revision: 1, connected: true, problem: expect.stringContaining('Revision 2 cannot be used') })
  expect([...again.snapshot().fleet.nodes.keys()]).toEqual([nodeId])
  await again.stop()
})

it('forgets a node that is no longer in Postgres, and tells of it', async () => {
  const running = replica('web', null)
  await running.start()
  const told: string[] = []
  running.onNode((id) => told.push(id))
  await db.pool.query('DELETE FROM nodes')
  now += 11_000
  await running.refresh()
  expect(running.snapshot().fleet.nodes.size).toBe(0)
  expect(told).toEqual([nodeId])
  await running.stop()
})
