import type { Pool, QueryConfig } from 'pg'
import { z } from 'zod'
import { type GateView, gateStates } from '@/server/core/activation/types'

/** What one look at Postgres tells of everything small, and where to go on reading the fleet. */
export type Pulse = {
  revision: number | null
  /** Changes whenever any row of api_keys does. */
  keysStamp: string
  gate: GateView
  /** Advertised URLs of the routers that Postgres has heard of lately. */
  routers: ReadonlyMap<string, string>
  /** Every transaction below it had ended: what the next reading of the fleet starts from. */
  xmin: string
}

/** A router that has not been heard of for this long is gone, and so are its leases (see known-routers.ts). */
export const ROUTER_GONE_AFTER_S = 15

/** Without an answer to this for so long, the database counts as away. */
export const AWAY_AFTER_MS = 5_000

const text = `
  SELECT (SELECT max(revision) FROM config_revisions) AS revision,
    (SELECT count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM api_keys) AS keys_stamp,
    (SELECT coalesce(json_object_agg(zone, json_build_object('state', state, 'canaryPct', canary_pct)), '{}') FROM gate_zones) AS zones,
    (SELECT json_build_object('state', state, 'zone', zone, 'canaryPct', canary_pct, 'reason', reason,
        'expiresAt', (extract(epoch FROM expires_at) * 1000)::float8)
      FROM gate_overrides WHERE ended_at IS NULL AND expires_at > now() ORDER BY created_at DESC, id DESC LIMIT 1) AS override,
    (SELECT coalesce(json_object_agg(id, advertise_url), '{}') FROM routers
      WHERE last_seen_at > now() - make_interval(secs => ${ROUTER_GONE_AFTER_S})) AS routers,
    pg_snapshot_xmin(pg_current_snapshot())::text AS xmin`

const state = z.enum(gateStates)
export const gateViewSchema = z.object({
  zones: z.record(z.string(), z.object({ state, canaryPct: z.number() })),
  override: z
    .object({ state, zone: z.string().nullable(), canaryPct: z.number().nullable(), reason: z.string(), expiresAt: z.number() })
    .nullable(),
})

const query: QueryConfig & { query_timeout: number } = { name: 'replica-pulse', text, query_timeout: AWAY_AFTER_MS }

export async function loadPulse(pool: Pool): Promise<Pulse> {
  const { rows } = await pool.query(query)
  const row = rows[0]
  return {
    revision: row.revision,
    keysStamp: row.keys_stamp,
    gate: gateViewSchema.parse({ zones: row.zones, override: row.override }),
    routers: new Map(Object.entries(row.routers as Record<string, string>)),
    xmin: row.xmin,
  }
}
