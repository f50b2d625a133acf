import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/platform/testing/database'
import { newDecisionId } from '../route/decision-id'
import { Drain } from './drain'
import { writeOutcome } from './outcome-row'
import { Spool } from './spool'

let db: TestDatabase
const dir = mkdtempSync(join(tmpdir(), 'geo-drain-'))
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true })
  await db?.drop()
})

it('law 10 what it is still moving when it is stopped is moved again at the next start, and logged once', async () => {
  const told: string[] = []
  const tell = (_: object, text: string) => void told.push(text)
  const log = { info: tell, warn: tell, error: tell } as unknown as Logger
  const open = () => new Spool({ dir, maxBytes: 1e9, segmentBytes: 1e6, log })
  const decisionId = newDecisionId(Date.now())
  const ended = { decisionId, nodeId: 'n', outcome: 'completed', latencyMs: 1, tokens: null, geoChanged: false, at: Date.now() }

  const first = open()
  await first.append('O', writeOutcome, ended)
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const slow = { connect: () => held.then(() => db.pool.connect()) } as unknown as Pool
  const overdue = new Drain({ spool: first, pool: slow, log })
  overdue.start()
  await overdue.stop(1)
  await first.close()
  letGo()
  await overdue.stop(60_000)
  expect(await outcomes(decisionId)).toBe(1)

  const second = open()
  expect(second.heldBytes()).toBeGreaterThan(0)
  const drain = new Drain({ spool: second, pool: db.pool, log })
  drain.start()
  await drain.stop(60_000)
  expect(second.heldBytes()).toBe(0)
  await second.close()
  expect(await outcomes(decisionId)).toBe(1)
  expect(told).toEqual([])
})

async function outcomes(id: string): Promise<number> {
  const { rows } = await db.pool.query('SELECT count(*)::int AS found FROM lease_outcomes WHERE decision_id = $1', [id])
  return rows[0].found
}
