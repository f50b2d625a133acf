import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/platform/testing/database'
import { newDecisionId } from '../route/decision-id'
import { Drain } from './drain'
import { writeOutcome } from './outcome-row'
import { listSegments, segmentPath } from './segments'
import { Spool } from './spool'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db?.drop())

let dir: string
let told: string[]
const tell = (_: object, text: string) => void told.push(text)
const log = { info: tell, warn: tell, error: tell } as unknown as Logger
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'geo-drain-'))
  told = []
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const open = (segmentBytes = 1e6) => new Spool({ dir, maxBytes: 1e9, segmentBytes, log })
const outcomeOf = (decisionId: string) => {
  return { decisionId, nodeId: 'n', outcome: 'completed', latencyMs: 1, tokens: null, geoChanged: false, at: Date.now() }
}

it('law 10 what it is still moving when it is stopped is moved again at the next start, and logged once', async () => {
  const decisionId = newDecisionId(Date.now())

  const first = open()
  await first.append('O', writeOutcome, outcomeOf(decisionId))
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

it('goes on behind a segment that was damaged on the disk, and keeps a copy of it', async () => {
  const [lost, kept] = [newDecisionId(Date.now()), newDecisionId(Date.now())]
  const written = open(1)
  for (const id of [lost, kept]) await written.append('O', writeOutcome, outcomeOf(id))
  await written.close()
  const spool = open()
  const path = segmentPath(dir, listSegments(dir)[0]!)
  const bytes = readFileSync(path)
  bytes[bytes.length - 1]! ^= 1
  writeFileSync(path, bytes)

  const drain = new Drain({ spool, pool: db.pool, log })
  drain.start()
  await drain.stop(60_000)
  await spool.close()
  expect([await outcomes(lost), await outcomes(kept)]).toEqual([0, 1])
  expect([existsSync(`${path}.damaged`), told]).toEqual([true, [expect.stringContaining('is damaged from here on')]])
})

it('keeps what no table takes in a file, and logs the rest', async () => {
  const kept = newDecisionId(Date.now())
  const spool = open()
  await spool.append('O', writeOutcome, { ...outcomeOf(newDecisionId(Date.now())), outcome: 'lost' })
  await spool.append('O', writeOutcome, outcomeOf(kept))
  const drain = new Drain({ spool, pool: db.pool, log })
  drain.start()
  await drain.stop(60_000)
  await spool.close()
  expect(await outcomes(kept)).toBe(1)
  const lines = readFileSync(join(dir, 'rejected.ndjson'), 'utf8').trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([{ reason: expect.any(String), kind: 'O', record: expect.any(String) }])
})

async function outcomes(id: string): Promise<number> {
  const { rows } = await db.pool.query('SELECT count(*)::int AS found FROM lease_outcomes WHERE decision_id = $1', [id])
  return rows[0].found
}
