import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database'
import { patient } from '../testing/patient'
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

it('leaves nothing at work in PostgreSQL that it gave up on', async () => {
  const pool = createPool(db.url, { max: 1, queryTimeoutMs: 200 })
  try {
    await expect(pool.query('SELECT pg_sleep(600)')).rejects.toThrow('Query read timeout')
    await vi.waitFor(async () => {
      const { rows } = await db.pool.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(600)'`,
      )
      expect(rows).toEqual([])
    }, patient)
  } finally {
    await pool.end()
  }
})

it('keeps no lock in a transaction that nobody goes on with', async () => {
  const pool = createPool(db.url, { max: 1, queryTimeoutMs: 200 })
  const hanging = await pool.connect()
  try {
    await hanging.query('BEGIN; SELECT pg_advisory_xact_lock(7)')
    await vi.waitFor(async () => {
      const { rows } = await db.pool.query<{ free: boolean }>('SELECT pg_try_advisory_xact_lock(7) AS free')
      expect(rows).toEqual([{ free: true }])
    }, patient)
  } finally {
    hanging.release(true)
    await pool.end()
  }
})

async function terminate(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  await db.pool.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid])
}
