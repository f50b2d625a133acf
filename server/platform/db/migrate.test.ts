import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database'
import { applyMigrations, readMigrations } from './migrate'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

describe('applyMigrations', () => {
  it('has nothing to do on a migrated database', async () => {
    expect(await applyMigrations(db.url)).toEqual([])
  })
  it('records what Prisma would record', async () => {
    const { rows } = await db.pool.query(
      'SELECT migration_name, checksum, finished_at, applied_steps_count, rolled_back_at FROM _prisma_migrations ORDER BY 1',
    )
    expect(rows).toEqual(
      readMigrations().map(({ name, checksum }) => ({
        migration_name: name,
        checksum,
        finished_at: expect.any(Date),
        applied_steps_count: 1,
        rolled_back_at: null,
      })),
    )
  })
})
