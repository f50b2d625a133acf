import type { Pool } from 'pg'
import { z } from 'zod'
import { geoTokens } from '@/server/core/config/schema'
import { type ApiKeyRecord, scopes } from '@/server/platform/auth/api-keys'

export const keyRecordSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  subcloud: z.string().nullable(),
  geo: z.object({ prefer: geoTokens.optional(), only: geoTokens.optional(), deny: geoTokens.optional() }).nullable(),
  rateLimit: z.number().nullable(),
  simulated: z.boolean(),
  expiresAt: z.number().nullable(),
}) satisfies z.ZodType<ApiKeyRecord>

/** Keys that are not revoked, by the SHA-256 (hex) of their secret; rotated ones share an id. A key that does not parse opens nothing. */
export async function loadKeys(pool: Pool, onBad: (id: string) => void): Promise<Map<string, ApiKeyRecord>> {
  const { rows } = await pool.query(`
    SELECT coalesce(first_id, id) AS id, name, encode(secret_hash, 'hex') AS hash, scopes, subcloud, geo, rate_limit AS "rateLimit", simulated,
      (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAt"
    FROM api_keys WHERE revoked_at IS NULL`)
  const keys = new Map<string, ApiKeyRecord>()
  for (const row of rows) {
    const parsed = keyRecordSchema.safeParse(row)
    if (parsed.success) keys.set(row.hash, parsed.data)
    else onBad(row.id)
  }
  return keys
}
