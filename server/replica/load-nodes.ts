import type { Pool } from 'pg'
import type { GeoToken } from '@/server/core/geo/place'
import { addressFactsSchema, type NodeLiveRecord, type NodeRecord, noAddressFacts } from './node-record'

/** Rows written by transactions that an earlier snapshot may not have seen: `xid` at or after that snapshot's xmin. */
export async function loadNodes(pool: Pool, sinceXid: string): Promise<NodeRecord[]> {
  const { rows } = await pool.query({ name: 'replica-nodes', text: 'SELECT * FROM nodes WHERE xid >= $1::bigint', values: [sinceXid] })
  return rows.map(toRecord)
}

export async function loadLive(pool: Pool, sinceXid: string): Promise<NodeLiveRecord[]> {
  const { rows } = await pool.query({ name: 'replica-live', text: 'SELECT * FROM node_live WHERE xid >= $1::bigint', values: [sinceXid] })
  return rows.map(toLive)
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

// biome-ignore lint/suspicious/noExplicitAny: as above.
function toLive(row: any): NodeLiveRecord {
  return {
    nodeId: row.node_id,
    inFlight: row.in_flight,
    leased: row.leased ?? {},
    failureRate: row.failure_rate,
    lastSeenAt: row.last_seen_at.getTime(),
    liveUntil: row.live_until.getTime(),
    lastMessageAt: row.last_message_at.getTime(),
  }
}

const time = (date: Date | null): number | null => date?.getTime() ?? null
