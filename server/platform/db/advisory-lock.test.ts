import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database'
import { withAdvisoryLock } from './advisory-lock'
import { createPool } from './pool'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

it('lets one process in at a time, under each name', async () => {
  const other = createPool(db.url, { max: 2 })
  try {
    const outer = await withAdvisoryLock(db.pool, 'sweep', async () => [
      await withAdvisoryLock(other, 'sweep', async () => 'in'),
      await withAdvisoryLock(other, 'gate', async () => 'in'),
    ])
    expect(outer).toEqual({ held: true, value: [{ held: false }, { held: true, value: 'in' }] })
    expect(await withAdvisoryLock(other, 'sweep', async () => 'in')).toEqual({ held: true, value: 'in' })
  } finally {
    await other.end()
  }
})

it('is free again after what it guarded failed', async () => {
  await expect(withAdvisoryLock(db.pool, 'sweep', async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await withAdvisoryLock(db.pool, 'sweep', async () => 1)).toEqual({ held: true, value: 1 })
})

it('gives up a connection that did not answer', async () => {
  const release = vi.fn()
  const query = async () => Promise.reject(new Error('Query read timeout'))
  const pool = { connect: async () => ({ on: () => {}, off: () => {}, query, release }) } as unknown as Pool
  await expect(withAdvisoryLock(pool, 'sweep', async () => 1)).rejects.toThrow('Query read timeout')
  expect(release).toHaveBeenCalledWith(true)
})

it('goes with the connection that held it', async () => {
  const { rows } = await db.pool.query('SELECT pg_backend_pid() AS own')
  expect(rows).toHaveLength(1)
  const held = await withAdvisoryLock(db.pool, 'cut', async () => {
    await db.pool.query(
      `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE l.locktype = 'advisory' AND d.datname = current_database()`,
    )
    return 'done'
  })
  expect(held).toEqual({ held: true, value: 'done' })
  expect(await withAdvisoryLock(db.pool, 'cut', async () => 1)).toEqual({ held: true, value: 1 })
})
