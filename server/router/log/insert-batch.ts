import type { Pool, PoolClient } from 'pg'
import type { SpooledRecord } from './read-batch'

// The spooled JSON goes to PostgreSQL as it is and is taken apart there: the router parses nothing it wrote itself.
const insertDecisions = `
  INSERT INTO decisions (id, at, router_id, revision, outcome, code, model, environment, subcloud, key_id, gate, geo_applied,
    origin_country, origin_subdivision, origin_cell_x, origin_cell_y, origin_zone, origin_source, origin_confidence,
    preferred_zone, preferred_source, served_zone, served_country, rung, fallback, node_id, lease_id, retry_of, boundary_hash,
    distance_km, shadow_zone, shadow_rung, reasons, simulated, took_us, trace)
  SELECT id, at, router_id, revision, outcome, code, model, environment, subcloud, key_id, gate, geo_applied,
    origin_country, origin_subdivision, origin_cell_x, origin_cell_y, origin_zone, origin_source, origin_confidence,
    preferred_zone, preferred_source, served_zone, served_country, rung, fallback, node_id, lease_id, retry_of, boundary_hash,
    distance_km, shadow_zone, shadow_rung, reasons, simulated, took_us, trace
  FROM json_to_recordset($1::json) AS row (id uuid, at timestamptz, router_id text, revision int, outcome text, code text, model text,
    environment text, subcloud text, key_id text, gate text, geo_applied boolean, origin_country text, origin_subdivision text,
    origin_cell_x int, origin_cell_y int, origin_zone text, origin_source text, origin_confidence text, preferred_zone text,
    preferred_source text, served_zone text, served_country text, rung text, fallback boolean, node_id text, lease_id text,
    retry_of uuid, boundary_hash text, distance_km float8, shadow_zone text, shadow_rung text, reasons text[], simulated boolean,
    took_us int, trace jsonb)
  ON CONFLICT DO NOTHING`

const insertOutcomes = `
  INSERT INTO lease_outcomes (decision_id, node_id, outcome, latency_ms, tokens, geo_changed, at)
  SELECT decision_id, node_id, outcome, latency_ms, tokens, geo_changed, at
  FROM json_to_recordset($1::json) AS row (decision_id uuid, node_id text, outcome text, latency_ms float8, tokens int,
    geo_changed boolean, at timestamptz)
  ON CONFLICT DO NOTHING`

export type Rejected = { record: SpooledRecord; reason: string }

/** Puts the records into Postgres, each at most once however often it is called; returns those that no table takes. */
export async function insertBatch(pool: Pool, records: readonly SpooledRecord[]): Promise<Rejected[]> {
  const client = await pool.connect()
  let failure: Error | undefined
  try {
    const rejected = await insertOrSplit(client, records)
    if (records.length > rejected.length) await client.query(`SELECT pg_notify('decisions', '')`)
    return rejected
  } catch (error) {
    failure = error as Error
    throw error
  } finally {
    client.release(failure)
  }
}

// One row that cannot be stored must not hold up all behind it: halve until it stands alone.
async function insertOrSplit(client: PoolClient, records: readonly SpooledRecord[]): Promise<Rejected[]> {
  try {
    await insertTogether(client, records)
    return []
  } catch (error) {
    if (!isDataError(error)) throw error
    if (records.length === 1) return [{ record: records[0]!, reason: (error as Error).message }]
    const half = records.length >> 1
    return [...(await insertOrSplit(client, records.slice(0, half))), ...(await insertOrSplit(client, records.slice(half)))]
  }
}

async function insertTogether(client: PoolClient, records: readonly SpooledRecord[]): Promise<void> {
  const decisions = records.filter(({ kind }) => kind === 'd')
  const outcomes = records.filter(({ kind }) => kind === 'o')
  if (decisions.length > 0) await client.query({ name: 'spool-decisions', text: insertDecisions, values: [joined(decisions)] })
  if (outcomes.length > 0) await client.query({ name: 'spool-outcomes', text: insertOutcomes, values: [joined(outcomes)] })
}

function joined(records: readonly SpooledRecord[]): string {
  return `[${records.map(({ payload }) => payload.toString()).join(',')}]`
}

/** SQLSTATE classes 22 (data) and 23 (constraint): the row's own fault, which no retry mends. */
function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && (code.startsWith('22') || code.startsWith('23'))
}
