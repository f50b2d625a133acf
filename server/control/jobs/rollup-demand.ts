// Decisions into demand by minute, zone and model. Each run counts whole minutes anew and writes what it finds, so that
// running twice is running once. Rows come late (a router's spool drains after an outage, leases end after minutes), so
// the near past is counted again now and then, the further past more rarely.

import type { Pool, PoolClient } from 'pg'
import { uuidv7Floor, uuidv7Time } from '@/server/platform/db/partitions'
import { inTransaction } from '@/server/platform/db/transaction'
import { type RollupState, readRollupState, writeRollupState } from './rollup-state'

const MINUTE_MS = 60_000
const spans = [
  { spanS: 120, everyS: 0 },
  { spanS: 20 * 60, everyS: 300 },
  { spanS: 6 * 3600, everyS: 3600 },
] as const
/** After an outage, or at first: no further back than the gate looks by default. */
const furthestMs = 7 * 86_400_000
/** What is counted by one statement: a week of a busy log takes longer than a query may. */
const sliceMs = 600_000
/** What a job of a model holds a slot for while none has ended yet. */
const defaultHoldS = 10

export async function rollupDemand(pool: Pool, now: number): Promise<{ from: number; to: number }> {
  const state = (await readRollupState(pool)) ?? { through: now - furthestMs, recounted: {} }
  const due = spans.filter(({ spanS, everyS }) => isDue(state, spanS, everyS, now))
  const recounted = { ...state.recounted, ...Object.fromEntries(due.map(({ spanS }) => [spanS, now])) }
  const from = await firstMinute(pool, startOf(state, now), now)
  for (let at = from; at < now; at += sliceMs) {
    const isLast = at + sliceMs >= now
    await inTransaction(pool, async (client) => {
      await countMinutes(client, at, isLast ? now + MINUTE_MS : at + sliceMs)
      const through = Math.max(state.through, at + sliceMs)
      await writeRollupState(client, isLast ? { through: now, recounted } : { ...state, through })
    })
  }
  return { from, to: now }
}

function startOf(state: RollupState, now: number): number {
  const starts = spans.filter(({ spanS, everyS }) => isDue(state, spanS, everyS, now)).map(({ spanS }) => now - spanS * 1000)
  return Math.max(now - furthestMs, Math.min(state.through, ...starts))
}

/** Of the earliest decision since then: a log that has just begun is not looked through for a week. */
async function firstMinute(pool: Pool, start: number, now: number): Promise<number> {
  const from = floorMinute(start)
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM decisions WHERE id >= $1 ORDER BY id LIMIT 1', [
    uuidv7Floor(new Date(from)),
  ])
  const first = rows[0] ? uuidv7Time(rows[0].id) : now
  return floorMinute(Math.min(first, now - MINUTE_MS))
}

function isDue(state: RollupState, spanS: number, everyS: number, now: number): boolean {
  const last = state.recounted[spanS]
  return last === undefined || now - last >= everyS * 1000 || last > now
}

/**
 * The minute is that of the id, as the range is: a row whose `at` lies a millisecond across would else be counted into a
 * minute of which the range holds nothing more. A refusal for want of a node or a slot is demand too; one by policy is
 * counted but holds nothing. What was not reserved holds nothing either.
 */
async function countMinutes(client: PoolClient, from: number, to: number): Promise<void> {
  await client.query(
    `WITH asked AS (
      SELECT date_trunc('minute', to_timestamp(('x' || left(replace(d.id::text, '-', ''), 12))::bit(48)::bigint / 1000.0), 'UTC') AS minute,
        coalesce(d.preferred_zone, d.origin_zone, '') AS zone, d.model, d.outcome = 'refused' AS is_refused,
        CASE WHEN d.outcome = 'refused' THEN d.code IN ('geo_no_eligible_node', 'geo_zone_saturated') ELSE d.lease_id IS NOT NULL END AS is_load,
        CASE WHEN o.latency_ms IS NOT NULL THEN least(o.latency_ms, 3600000) / 1000 END AS held_s
      FROM decisions d LEFT JOIN lease_outcomes o ON o.decision_id = d.id AND o.decision_id >= $1 AND o.decision_id < $2
      WHERE d.id >= $1 AND d.id < $2 AND d.environment = 'mainnet'),
    mean AS (SELECT model, avg(held_s) AS held_s FROM asked WHERE held_s IS NOT NULL GROUP BY model)
    INSERT INTO demand_minutes AS known (minute, zone, model, jobs, refused, slot_seconds)
    SELECT minute, zone, model, count(*), count(*) FILTER (WHERE is_refused),
      coalesce(sum(coalesce(asked.held_s, mean.held_s, $3::float8)) FILTER (WHERE is_load), 0)
    FROM asked LEFT JOIN mean USING (model) GROUP BY 1, 2, 3
    ON CONFLICT (minute, zone, model) DO UPDATE SET jobs = excluded.jobs, refused = excluded.refused, slot_seconds = excluded.slot_seconds
    WHERE (known.jobs, known.refused, known.slot_seconds) IS DISTINCT FROM (excluded.jobs, excluded.refused, excluded.slot_seconds)`,
    [uuidv7Floor(new Date(from)), uuidv7Floor(new Date(to)), defaultHoldS],
  )
}

function floorMinute(ms: number): number {
  return Math.floor(ms / MINUTE_MS) * MINUTE_MS
}
