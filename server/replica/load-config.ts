import type { Pool } from 'pg'
import { type Config, configSchema } from '@/server/core/config/schema'
import { aTurn } from '@/server/platform/in-slices'

export type LoadedConfig = { ok: true; config: Config } | { ok: false; reason: string }

/** A published revision, parsed with the domain's schema: what was stored by another version may not be trusted to fit. */
export async function loadConfig(pool: Pool, revision: number): Promise<LoadedConfig> {
  const { rows } = await pool.query<{ config: unknown }>('SELECT config FROM config_revisions WHERE revision = $1', [revision])
  if (!rows[0]) return { ok: false, reason: 'it is not there' }
  // The driver has just parsed the text of it, which for a large one takes as long again.
  await aTurn()
  const parsed = configSchema.safeParse(rows[0].config)
  if (parsed.success) return { ok: true, config: parsed.data }
  const issue = parsed.error.issues[0]
  return { ok: false, reason: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it does not parse'}` }
}
