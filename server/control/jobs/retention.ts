import type { Pool, QueryConfig } from 'pg'
import { z } from 'zod'
import { dropDecisionPartitions, ensureDecisionPartitions, uuidv7Floor } from '@/server/platform/db/partitions'
import { inTransaction } from '@/server/platform/db/transaction'

const DAY_MS = 86_400_000
/** Days of the log that are kept where `instance_settings.decision_retention_days` says nothing else. */
const defaultRetentionDays = 90
/** The gate looks back 7 days by default and 366 at most; demand is small. */
const demandKeptMs = 400 * DAY_MS

/** A day's rows take longer to delete than anybody waits for an answer. */
const patienceMs = 3_600_000

/** Makes the partitions ahead, and drops what is older than the log is kept: its days, how its leases ended, who joined and left. */
export async function applyRetention(pool: Pool, now: number): Promise<{ created: string[]; dropped: string[] }> {
  const { created } = await ensureDecisionPartitions(pool, new Date(now))
  const { rows } = await pool.query<{ value: unknown }>(`SELECT value FROM instance_settings WHERE key = 'decision_retention_days'`)
  const days = z.number().min(1).safeParse(rows[0]?.value).data ?? defaultRetentionDays
  const before = new Date(now - days * DAY_MS)
  const { dropped } = await dropDecisionPartitions(pool, before)
  const remove = (text: string, values: unknown[]) =>
    inTransaction(pool, async (client) => {
      await client.query(`SET LOCAL statement_timeout = ${patienceMs}`)
      await client.query({ text, values, query_timeout: patienceMs } as QueryConfig)
    })
  // By id, which is its time, since that is indexed; a lease's is its decision's.
  const floor = uuidv7Floor(before)
  await remove('DELETE FROM lease_outcomes WHERE decision_id < $1::uuid', [floor])
  // Who is a member now, and which cooldowns run, stands elsewhere.
  await remove('DELETE FROM membership_events WHERE id < $1::uuid AND at < $2', [floor, before])
  await remove('DELETE FROM demand_minutes WHERE minute < $1', [new Date(now - demandKeptMs)])
  return { created, dropped }
}
