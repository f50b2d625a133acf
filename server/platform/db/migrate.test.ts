import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database'
import { applyMigrations, type Migration, readMigrations } from './migrate'

let db: TestDatabase
beforeEach(async () => {
  db = await createTestDatabase()
})
afterEach(() => db.drop())

function migration(name: string, sql: string): Migration {
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
}

async function record(): Promise<Record<string, unknown>[]> {
  const { rows } = await db.pool.query(
    'SELECT migration_name, checksum, finished_at, applied_steps_count, rolled_back_at FROM _prisma_migrations ORDER BY 1',
  )
  return rows
}

const own = readMigrations()

describe('applyMigrations', () => {
  it('records what Prisma would record', async () => {
    expect(await record()).toEqual(
      own.map(({ name, checksum }) => ({
        migration_name: name,
        checksum,
        finished_at: expect.any(Date),
        applied_steps_count: 1,
        rolled_back_at: null,
      })),
    )
  })

  it('does nothing where nothing is pending', async () => {
    expect(await applyMigrations(db.url)).toEqual([])
  })

  it('applies each once when several processes start together', async () => {
    const next = [...own, migration('20990101000000_next', 'CREATE TABLE next_table (id int)')]
    const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(db.url, () => {}, next)))
    expect(applied.flat()).toEqual(['20990101000000_next'])
  })

  it('leaves nothing of one that fails, and applies it once mended', async () => {
    const name = '20990101000000_next'
    await expect(applyMigrations(db.url, () => {}, [...own, migration(name, 'CREATE TABLE half (id int); SELECT 1/0')])).rejects.toThrow(
      /20990101000000_next failed and was rolled back: division by zero/,
    )
    expect(await record()).toHaveLength(own.length)
    expect(await applyMigrations(db.url, () => {}, [...own, migration(name, 'CREATE TABLE half (id int)')])).toEqual([name])
  })

  it('builds an index concurrently, also again after a kill in the middle', async () => {
    const name = '20990101000000_index'
    const next = [...own, migration(name, 'CREATE INDEX CONCURRENTLY "nodes_operator_idx" ON "nodes" ("operator")')]
    expect(await applyMigrations(db.url, () => {}, next)).toEqual([name])
    await db.pool.query('UPDATE _prisma_migrations SET finished_at = NULL, applied_steps_count = 0 WHERE migration_name = $1', [name])
    expect(await applyMigrations(db.url, () => {}, next)).toEqual([name])
    expect(await record()).toHaveLength(own.length + 1)
  })

  it('refuses a database that is newer, or was migrated in another form', async () => {
    await expect(applyMigrations(db.url, () => {}, [])).rejects.toThrow(/which this version does not know/)
    await expect(applyMigrations(db.url, () => {}, [{ ...own[0]!, checksum: 'other' }, ...own.slice(1)])).rejects.toThrow(/in another form/)
  })

  it.each([
    ['nobody listens', (url: URL) => (url.port = '1')],
    ['the password is wrong', (url: URL) => (url.password = 'wrong')],
    ['the database does not exist', (url: URL) => (url.pathname = '/none')],
  ])('says in one line what to check when %s', async (_case, spoil) => {
    const url = new URL(db.url)
    spoil(url)
    const message = await applyMigrations(url.href).catch((error: Error) => error.message)
    expect(message).toMatch(/^Cannot reach the database at 127\.0\.0\.1:\d+\/\w+ \(.+\)\. Check DATABASE_URL.+$/)
    expect(message).not.toContain(new URL(db.url).password)
  })
})
