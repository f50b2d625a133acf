import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database'
import { ensureDecisionPartitions } from './partitions'
import { createPool } from './pool'
import { inTransaction } from './transaction'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

it('is all or nothing', async () => {
  await db.pool.query('CREATE TABLE counted (n int)')
  const count = async () => (await db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM counted')).rows[0]!.n
  const add = (fails: boolean) =>
    inTransaction(db.pool, async (client) => {
      await client.query('INSERT INTO counted VALUES (1)')
      if (fails) throw new Error('no')
      return 'done'
    })
  expect([await add(false), await count()]).toEqual(['done', 1])
  await expect(add(true)).rejects.toThrow('no')
  expect(await count()).toBe(1)
})

it('gives up a connection that still waits for an answer: whoever got it next would wait behind it', async () => {
  const pool = createPool(db.url, { max: 1, queryTimeoutMs: 1_500 })
  const holder = await db.pool.connect()
  try {
    await holder.query(`SELECT pg_advisory_lock(hashtextextended('resultity-geo:partitions', 0))`)
    await expect(ensureDecisionPartitions(pool, new Date('2031-01-01'))).rejects.toThrow('timeout')
    expect((await pool.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  } finally {
    holder.release(true)
    await pool.end()
  }
})
