// Demand a zone and model over the gate's window, with the p95 in slots of its minutes. Minutes in which nothing was
// asked count as zero: the p95 of N minutes is the k-th largest, k = ⌊N/20⌋ + 1, or nothing where fewer had any.

import type { Pool } from 'pg'
import type { Demand } from '@/server/core/activation/coverage'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { readRollupState } from './rollup-state'

/** Counts older than this are missing data. */
const staleMs = 15 * 60_000

/** Null: never counted, or not lately. */
export async function loadDemand(pool: Pool, config: CompiledConfig, now: number): Promise<Demand | null> {
  const state = await readRollupState(pool)
  if (state === null || now - state.through > staleMs) return null
  const windowStart = new Date(now - config.source.gate.coverage.demandWindowS * 1000)
  const first = await pool.query<{ first: Date | null }>('SELECT min(minute) AS first FROM demand_minutes WHERE minute >= $1', [
    windowStart,
  ])
  const since = first.rows[0]?.first ?? null
  if (since === null) return { rows: [] }

  const minutes = Math.max(1, Math.ceil((now - since.getTime()) / 60_000))
  const areas = areasOfZones(config)
  const { rows } = await pool.query<{ zone: string; model: string; jobs: number; p95: number }>(
    `WITH area AS (SELECT * FROM unnest($1::text[], $2::text[]) AS a(zone, area)),
      by_minute AS (
        SELECT area, model, minute, sum(jobs) AS jobs, sum(slot_seconds) / 60 AS slots
        FROM demand_minutes JOIN area USING (zone) WHERE minute >= $3 AND model = ANY($4::text[]) GROUP BY 1, 2, 3),
      ranked AS (SELECT area, model, jobs, slots, row_number() OVER (PARTITION BY area, model ORDER BY slots DESC) AS rank FROM by_minute)
    SELECT area AS zone, model, sum(jobs)::float8 AS jobs, coalesce(max(slots) FILTER (WHERE rank = $5), 0)::float8 AS p95 FROM ranked GROUP BY 1, 2`,
    [areas.map(([zone]) => zone), areas.map(([, area]) => area), since, [...config.models], Math.floor(minutes / 20) + 1],
  )
  return { rows: rows.map(({ zone, model, jobs, p95 }) => ({ zone, model, jobs, p95Slots: p95 })) }
}

/** Each zone that log rows may name, with every zone whose demand it counts as. */
function areasOfZones(config: CompiledConfig): [zone: string, area: string][] {
  const pairs: [string, string][] = []
  for (const zone of config.zones.values()) for (const area of [zone.code, ...zone.ancestors]) pairs.push([zone.code, area])
  for (const [old, code] of config.successors) {
    const zone = config.zones.has(old) ? undefined : config.zones.get(code)
    if (zone) for (const area of [zone.code, ...zone.ancestors]) pairs.push([old, area])
  }
  return pairs
}
