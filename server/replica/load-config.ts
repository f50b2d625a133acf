import type { Pool } from 'pg'
import type { ZodError } from 'zod'
import { type Config, configSchema, type Zone, zoneSchema } from '@/server/core/config/schema'
import { inSlices } from '@/server/platform/in-slices'

export type LoadedConfig = { ok: true; config: Config } | { ok: false; reason: string }

// A row a zone, which is what a configuration is large by: else the driver would read all of it in one go.
const restText = `SELECT CASE jsonb_typeof(config->'zones') WHEN 'array' THEN config - 'zones' ELSE config END AS rest
  FROM config_revisions WHERE revision = $1`
const zonesText = `SELECT zone FROM config_revisions, jsonb_array_elements(config->'zones') WITH ORDINALITY AS zones (zone, place)
  WHERE revision = $1 AND jsonb_typeof(config->'zones') = 'array' ORDER BY place`

/** A published revision, parsed with the domain's schema: what was stored by another version may not be trusted to fit. */
export async function loadConfig(pool: Pool, revision: number): Promise<LoadedConfig> {
  const [found] = (await pool.query<{ rest: object }>(restText, [revision])).rows
  if (!found) return { ok: false, reason: 'it is not there' }
  const rest = configSchema.safeParse({ zones: [], ...found.rest })
  if (!rest.success) return { ok: false, reason: reasonOf(rest.error) }
  const { rows } = await pool.query<{ zone: unknown }>(zonesText, [revision])
  return inSlices(withZones(rest.data, rows))
}

function* withZones(rest: Config, rows: readonly { zone: unknown }[]): Generator<void, LoadedConfig> {
  const zones: Zone[] = []
  for (const { zone } of rows) {
    const parsed = zoneSchema.safeParse(zone)
    if (!parsed.success) return { ok: false, reason: `zones.${zones.length}.${reasonOf(parsed.error)}` }
    zones.push(parsed.data)
    yield
  }
  return { ok: true, config: { ...rest, zones } }
}

function reasonOf({ issues: [issue] }: ZodError): string {
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it does not parse'}`
}
