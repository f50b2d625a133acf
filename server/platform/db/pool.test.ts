import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database'
import { createPool } from './pool'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

// An error event that nobody listens to ends the process, and this run with it.
it('survives a connection that breaks between two queries of whoever has it', async () => {
  const pool = createPool(db.url, { max: 1 })
  try {
    const client = await pool.connect()
    const ended = new Promise<void>((resolve) => client.once('end', resolve))
    await terminate(client)
    await ended
    await expect(client.query('SELECT 1')).rejects.toThrow()
    client.release(true)
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  } finally {
    await pool.end()
  }
})

it('gives up on a query that is not answered in time, and its connection with it', async () => {
  const pool = createPool(db.url, { max: 1, queryTimeoutMs: 200 })
  try {
    await expect(pool.query('SELECT pg_sleep(60)')).rejects.toThrow('Query read timeout')
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  } finally {
    await pool.end()
  }
})

async function terminate(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  await db.pool.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid])
}
