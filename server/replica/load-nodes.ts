import type { Pool } from 'pg'
import type { GeoToken } from '@/server/core/geo/place'
import type { LeaseShare } from './lease-shares'
import { addressFactsSchema, movingSchema, type NodeLiveRecord, type NodeRecord, noAddressFacts } from './node-record'

/** Rows written by transactions that an earlier snapshot may not have seen: `xid` at or after that snapshot's xmin. */
export async function loadNodes(pool: Pool, sinceXid: string): Promise<NodeRecord[]> {
  const { rows } = await pool.query({ name: 'replica-nodes', text: 'SELECT * FROM nodes WHERE xid >= $1::bigint', values: [sinceXid] })
  return rows.map(toRecord)
}

// As numbers: a date costs more to read than the rest of its row.
const epochMs = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`
const live = `
  SELECT node_id AS "nodeId", in_flight AS "inFlight", failure_rate AS "failureRate", ${epochMs('last_seen_at')} AS "lastSeenAt",
    ${epochMs('live_until')} AS "liveUntil", ${epochMs('last_message_at')} AS "lastMessageAt"
  FROM node_live WHERE xid >= $1::bigint AND writer IS DISTINCT FROM $2`

/** Rows of node_live, but for those that say no more than the reader wrote; web wrote none. */
export async function loadLive(pool: Pool, sinceXid: string, reader: string | null): Promise<NodeLiveRecord[]> {
  const { rows } = await pool.query<NodeLiveRecord>({ name: 'replica-live', text: live, values: [sinceXid, reader ?? ''] })
  return rows
}

const leases = `
  SELECT router_id AS "routerId", node_id AS "nodeId", leased FROM node_leases
  WHERE router_id = ANY ($2) AND (xid >= $1::bigint OR router_id = ANY ($3))`

/** What these routers have leased: what changed of it, and everything of `whole`. */
export async function loadLeases(
  pool: Pool,
  sinceXid: string,
  routers: readonly string[],
  whole: readonly string[],
): Promise<LeaseShare[]> {
  if (routers.length === 0) return []
  const { rows } = await pool.query<LeaseShare>({ name: 'replica-leases', text: leases, values: [sinceXid, routers, whole] })
  return rows
}

export async function countNodes(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ nodes: number }>('SELECT count(*)::int AS nodes FROM nodes')
  return rows[0]?.nodes ?? 0
}

export async function loadNodeIds(pool: Pool): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM nodes')
  return new Set(rows.map(({ id }) => id))
}

// biome-ignore lint/suspicious/noExplicitAny: a row as pg gives it; every column is read by name right here.
function toRecord(row: any): NodeRecord {
  const facts = addressFactsSchema.safeParse(row.address_evidence)
  return {
    id: row.id,
    operator: row.operator,
    network: row.network,
    environments: row.environments ?? [],
    models: row.models ?? [],
    gpu: row.gpu,
    vramGb: row.vram_gb,
    slots: row.slots,
    endpoint: row.endpoint,
    version: row.version,
    joins: row.joins ?? [],
    cooling: row.cooling ?? [],
    simulated: row.simulated,
    status: row.status,
    firstSeenAt: row.first_seen_at.getTime(),
    regionTag: row.region_tag as GeoToken | null,
    gps: row.gps_lng === null || row.gps_lat === null ? null : { point: [row.gps_lng, row.gps_lat], accuracyM: row.gps_accuracy_m ?? 0 },
    moving: movingSchema.parse(row.moving),
    addressPrefix: row.address_prefix,
    addressHash: row.address_hash.toString('hex'),
    addressFacts: facts.success ? facts.data : noAddressFacts,
    lastConsistentAt: time(row.last_consistent_at),
    lastVerifiedAt: time(row.last_verified_at),
    sessionId: row.session_id,
    registeredAt: row.registered_at.getTime(),
    drainedAt: time(row.drained_at),
    quarantinedUntil: time(row.quarantined_until),
  }
}

const time = (date: Date | null): number | null => date?.getTime() ?? null
