import type { Pool, PoolClient } from 'pg'
import { inTransaction } from './transaction'

const dayMs = 86_400_000
const daysBack = 1
const daysAhead = 7

/** Whoever waits for the log's lock holds up everybody behind: a long reader is not waited for, but tried again the next time. */
const patience = `SET LOCAL lock_timeout = '2s'`

/** A UUIDv7 has 48 bits for its time. */
const lastMs = 2 ** 48 - 1

/** The least UUIDv7 of that millisecond: a time as an id, for partition bounds and filters by time. */
export function uuidv7Floor(date: Date): string {
  const hex = Math.min(lastMs, Math.max(0, date.getTime())).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

/** When a UUIDv7 was made, in ms. */
export const uuidv7Time = (id: string): number => Number.parseInt(id.replace('-', '').slice(0, 12), 16)

/**
 * Makes the day's partition, yesterday's and those of the week ahead, and one of each earlier day that the default one holds rows of:
 * retention drops days. Idempotent, and safe from several processes.
 */
export async function ensureDecisionPartitions(pool: Pool, now: Date): Promise<{ created: string[] }> {
  const first = Math.floor(now.getTime() / dayMs) * dayMs - daysBack * dayMs
  const window = Array.from({ length: daysBack + 1 + daysAhead }, (_, i) => new Date(first + i * dayMs))
  const days = [...(await defaultDays(pool, new Date(first))), ...window]
  const existing = new Set((await listDecisionPartitions(pool)).map((each) => each.name))
  const created: string[] = []
  for (const day of days) if (!existing.has(partitionName(day)) && (await createPartition(pool, day))) created.push(partitionName(day))
  return { created }
}

/** The days before `end` of what fell into the default partition. */
async function defaultDays(pool: Pool, end: Date): Promise<Date[]> {
  const { rows } = await pool.query<{ day: string }>(
    `SELECT DISTINCT ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / ${dayMs} AS day FROM decisions_default WHERE id < $1 ORDER BY 1`,
    [uuidv7Floor(end)],
  )
  return rows.map(({ day }) => new Date(Number(day) * dayMs))
}

/** Retention: drops whole days that ended at or before `before`. */
export async function dropDecisionPartitions(pool: Pool, before: Date): Promise<{ dropped: string[] }> {
  const dropped: string[] = []
  for (const { name, day } of await listDecisionPartitions(pool)) {
    if (day.getTime() + dayMs > before.getTime()) continue
    await inTransaction(pool, async (client) => {
      await client.query(patience)
      await client.query(`DROP TABLE IF EXISTS ${name}`)
    })
    dropped.push(name)
  }
  return { dropped }
}

export async function listDecisionPartitions(pool: Pool): Promise<{ name: string; day: Date }[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'decisions'::regclass AND c.relname ~ '^decisions_p[0-9]{8}$' ORDER BY 1`,
  )
  return rows.map(({ name }) => ({ name, day: new Date(`${name.slice(11, 15)}-${name.slice(15, 17)}-${name.slice(17, 19)}T00:00:00Z`) }))
}

function partitionName(day: Date): string {
  return `decisions_p${day.toISOString().slice(0, 10).replaceAll('-', '')}`
}

async function createPartition(pool: Pool, day: Date): Promise<boolean> {
  const name = partitionName(day)
  return inTransaction(pool, async (client) => {
    await client.query(patience)
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('resultity-geo:partitions', 0))`)
    const { rows } = await client.query<{ found: string | null }>('SELECT to_regclass($1) AS found', [name])
    const isMissing = rows[0]?.found === null
    if (isMissing) await attach(client, name, uuidv7Floor(day), uuidv7Floor(new Date(day.getTime() + dayMs)))
    return isMissing
  })
}

// Rows that fell into the default partition move along: PostgreSQL refuses a partition whose rows the default holds. Its
// append-only trigger is off for that one statement, under the lock that attaching takes anyway.
async function attach(client: PoolClient, name: string, from: string, to: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM decisions_default WHERE id >= $1 AND id < $2 LIMIT 1', [from, to])
  if (!rowCount) {
    await client.query(`CREATE TABLE ${name} PARTITION OF decisions FOR VALUES FROM ('${from}') TO ('${to}')`)
    return
  }
  await client.query('LOCK TABLE decisions IN ACCESS EXCLUSIVE MODE')
  await client.query(`CREATE TABLE ${name} (LIKE decisions INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`)
  await client.query('ALTER TABLE decisions_default DISABLE TRIGGER decisions_append_only')
  await client.query(
    `WITH moved AS (DELETE FROM decisions_default WHERE id >= $1 AND id < $2 RETURNING *) INSERT INTO ${name} SELECT * FROM moved`,
    [from, to],
  )
  await client.query('ALTER TABLE decisions_default ENABLE TRIGGER decisions_append_only')
  await client.query(`ALTER TABLE decisions ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${to}')`)
}
