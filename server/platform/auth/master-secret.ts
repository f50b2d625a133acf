// The installation's one secret, made at first start. Everything that must be kept from strangers but shared by all
// processes is derived from it by purpose, so that no two uses share a key.

import { createHmac, randomBytes } from 'node:crypto'
import type { Pool } from 'pg'

const key = 'master_secret'

/** Two processes may race: the first one's stays. */
export async function ensureMasterSecret(pool: Pool): Promise<string> {
  await pool.query('INSERT INTO instance_settings (key, value) VALUES ($1, to_jsonb($2::text)) ON CONFLICT (key) DO NOTHING', [
    key,
    randomBytes(32).toString('base64url'),
  ])
  const { rows } = await pool.query<{ value: string }>('SELECT value FROM instance_settings WHERE key = $1', [key])
  const secret = rows[0]?.value
  if (typeof secret !== 'string' || secret.length < 32)
    throw new Error(
      `instance_settings holds no usable ${key}: restore it from a backup, or delete the row to make a new one (all sessions end).`,
    )
  return secret
}

export function deriveSecret(master: string, purpose: string): string {
  return createHmac('sha256', master).update(`purpose\n${purpose}`).digest('base64url')
}
