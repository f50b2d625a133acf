// Applies prisma/migrations as Prisma itself would, without its binary: same table, same checksum, same advisory lock, so that
// `prisma migrate status` agrees. Any number of processes may call it at once.

import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const prismaLock = 72707369
const lockTimeoutMs = 120_000
const oldestMajor = 15

export type Migration = { name: string; sql: string; checksum: string }

const migrationsFolder = path.resolve(import.meta.dirname, '../../../prisma/migrations')

export function readMigrations(folder = migrationsFolder): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/** Names of what was applied now. Rejects with one clear line when the database cannot be used. */
export async function applyMigrations(
  url: string,
  log: (line: string) => void = () => {},
  migrations = readMigrations(),
): Promise<string[]> {
  const client = await connect(url)
  try {
    await refuseOldServers(client)
    await lock(client)
    await createTable(client)
    const pending = pendingOf(migrations, await recorded(client))
    for (const migration of pending) {
      const startedAt = performance.now()
      await apply(client, migration)
      log(`applied migration ${migration.name} in ${Math.round(performance.now() - startedAt)} ms`)
    }
    return pending.map((migration) => migration.name)
  } finally {
    await client.end().catch(() => {})
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'resultity-geo migrate' })
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (cause) {
    const { hostname, port, pathname } = new URL(url)
    const reason = (cause as Error).message || (cause as { code?: string }).code || 'no answer'
    throw new Error(
      `Cannot reach the database at ${hostname}:${port || 5432}${pathname} (${reason}). Check DATABASE_URL, and that PostgreSQL runs and lets this user in.`,
      { cause },
    )
  }
}

async function refuseOldServers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: string; version: string }>(
    `SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version`,
  )
  if (Number(rows[0]!.number) < oldestMajor * 10_000)
    throw new Error(`The database is PostgreSQL ${rows[0]!.version}; version ${oldestMajor} or newer is needed. Point DATABASE_URL at one.`)
}

async function lock(client: pg.Client): Promise<void> {
  for (const deadline = Date.now() + lockTimeoutMs; ; await sleep(100)) {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [prismaLock])
    if (rows[0]?.locked) return
    if (Date.now() > deadline)
      throw new Error(`Another process has been migrating this database for ${lockTimeoutMs / 1000} s. Wait for it, or end it.`)
  }
}

async function createTable(client: pg.Client): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`)
}

type Recorded = { name: string; checksum: string; isFinished: boolean }

async function recorded(client: pg.Client): Promise<Recorded[]> {
  const { rows } = await client.query<Recorded>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished" FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  )
  return rows
}

function pendingOf(migrations: readonly Migration[], rows: readonly Recorded[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const row of rows) {
    const migration = known.get(row.name)
    if (!migration)
      throw new Error(
        `The database has migration ${row.name}, which this version does not know. Start the version that made it, or a newer one.`,
      )
    if (!row.isFinished && !isConcurrent(migration))
      throw new Error(`Migration ${row.name} was begun and not finished. See "prisma migrate resolve".`)
    if (row.isFinished && row.checksum !== migration.checksum)
      throw new Error(`Migration ${row.name} was applied in another form than this version has. Restore the file, or use another database.`)
  }
  const finished = new Set(rows.filter((row) => row.isFinished).map((row) => row.name))
  return migrations.filter((migration) => !finished.has(migration.name))
}

/** Such a file holds that one statement, which no transaction may surround. */
function isConcurrent({ sql }: Migration): boolean {
  return /^\s*CREATE\s+(UNIQUE\s+)?INDEX\s+CONCURRENTLY/im.test(sql)
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const record = `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, $4, $5)`
  try {
    if (isConcurrent(migration)) {
      // A killed attempt leaves an invalid index and an unfinished row: both go first.
      const index = /CONCURRENTLY\s+(?:IF\s+NOT\s+EXISTS\s+)?"?(\w+)"?/i.exec(migration.sql)![1]!
      await client.query(`DELETE FROM _prisma_migrations WHERE migration_name = $1 AND finished_at IS NULL`, [migration.name])
      await client.query(`DROP INDEX CONCURRENTLY IF EXISTS "${index}"`)
      await client.query(record, [randomUUID(), migration.checksum, migration.name, null, 0])
      await client.query(migration.sql)
      await client.query(
        `UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE migration_name = $1 AND finished_at IS NULL`,
        [migration.name],
      )
      return
    }
    // The record is in the migration's own transaction, so a kill leaves both or neither.
    await client.query('BEGIN')
    await client.query(migration.sql)
    await client.query(record, [randomUUID(), migration.checksum, migration.name, new Date(), 1])
    await client.query('COMMIT')
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {})
    throw new Error(`Migration ${migration.name} failed and was rolled back: ${(cause as Error).message}`, { cause })
  }
}
