import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'

const key = 'demand_rollup'
const stateSchema = z.object({
  /** Demand is counted up to here; epoch ms. */
  through: z.number(),
  /** By span in seconds: when it was last counted again. */
  recounted: z.record(z.string(), z.number()),
})
export type RollupState = z.infer<typeof stateSchema>

export async function readRollupState(db: Pool | PoolClient): Promise<RollupState | null> {
  const { rows } = await db.query<{ value: unknown }>('SELECT value FROM instance_settings WHERE key = $1', [key])
  return stateSchema.safeParse(rows[0]?.value).data ?? null
}

export async function writeRollupState(db: PoolClient, state: RollupState): Promise<void> {
  await db.query('INSERT INTO instance_settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value', [
    key,
    JSON.stringify(state),
  ])
}
