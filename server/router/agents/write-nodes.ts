import type { PoolClient } from 'pg'
import type { NodeLiveRecord, NodeRecord } from '@/server/replica/node-record'

type Queryable = Pick<PoolClient, 'query'>

const columns = `id text, operator text, environments text[], models text[], gpu text, vram_gb float8, slots int, endpoint text, version text,
  region_tag text, gps_lng float8, gps_lat float8, gps_accuracy_m float8, joins text[], simulated boolean, status text, address_prefix text,
  address_hash text, network text, address_evidence jsonb, last_consistent_at timestamptz, last_verified_at timestamptz, session_id text,
  registered_at timestamptz, first_seen_at timestamptz`

const claims = [
  'operator',
  'environments',
  'models',
  'gpu',
  'vram_gb',
  'slots',
  'endpoint',
  'version',
  'region_tag',
  'gps_lng',
  'gps_lat',
  'gps_accuracy_m',
] as const
const more = [
  'joins',
  'simulated',
  'status',
  'address_prefix',
  'network',
  'address_evidence',
  'last_consistent_at',
  'last_verified_at',
] as const
const own = [...claims, ...more].join(', ')
const assignments = (from: string) => [...claims, ...more].map((column) => `${column} = ${from}.${column}`).join(', ')

// What others set (drained, quarantined, cooling) and when the node was first seen are not the router's to write.
const register = `
  INSERT INTO nodes (id, ${own}, address_hash, session_id, registered_at, first_seen_at)
  SELECT id, ${own}, decode(address_hash, 'hex'), session_id, registered_at, first_seen_at
  FROM json_to_recordset($1::json) AS row (${columns})
  ON CONFLICT (id) DO UPDATE SET ${assignments('excluded')}, address_hash = excluded.address_hash, session_id = excluded.session_id, registered_at = excluded.registered_at`

// Only what was accepted under the session that stands: a node that registered anew or left meanwhile is not undone.
const update = `
  UPDATE nodes SET ${assignments('row')}, address_hash = decode(row.address_hash, 'hex')
  FROM json_to_recordset($1::json) AS row (${columns}) WHERE nodes.id = row.id AND nodes.session_id = row.session_id AND nodes.status <> 'left'`

export function registerNode(client: Queryable, record: NodeRecord): Promise<unknown> {
  return client.query({ name: 'node-register', text: register, values: [JSON.stringify([toRow(record)])] })
}

/** Claims and evidence of nodes that are registered, in the order of their ids: two routers must not deadlock. */
export function updateNodes(client: Queryable, records: readonly NodeRecord[]): Promise<unknown> {
  const rows = [...records].sort((a, b) => (a.id < b.id ? -1 : 1)).map(toRow)
  return client.query({ name: 'node-update', text: update, values: [JSON.stringify(rows)] })
}

// The newest message wins, whichever router took it; each router writes its own share of leases only.
const live = `
  INSERT INTO node_live (node_id, in_flight, leased, failure_rate, last_seen_at, live_until, last_message_at)
  SELECT row.node_id, row.in_flight, row.leased, coalesce(row.failure_rate, known.failure_rate, 0), row.last_seen_at, row.live_until, row.last_message_at
  FROM unnest($1::text[], $2::int[], $3::jsonb[], $4::float8[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[])
    AS row (node_id, in_flight, leased, failure_rate, last_seen_at, live_until, last_message_at)
  JOIN nodes ON nodes.id = row.node_id LEFT JOIN node_live known ON known.node_id = row.node_id
  ON CONFLICT (node_id) DO UPDATE SET
    in_flight = CASE WHEN excluded.last_message_at >= node_live.last_message_at THEN excluded.in_flight ELSE node_live.in_flight END,
    leased = jsonb_strip_nulls((node_live.leased - $8::text) || excluded.leased),
    failure_rate = excluded.failure_rate,
    last_seen_at = greatest(node_live.last_seen_at, excluded.last_seen_at),
    live_until = CASE WHEN excluded.last_message_at >= node_live.last_message_at THEN excluded.live_until ELSE node_live.live_until END,
    last_message_at = greatest(node_live.last_message_at, excluded.last_message_at)`

export type OwnShare = {
  /** The open leases of this router on the node. */
  leased: (nodeId: string) => number
  /** Whether this router has moved the node's failure rate since it last wrote it; else what is stored stays. */
  isRated: (nodeId: string) => boolean
}

/** Live state as this router knows it. */
export function upsertLive(client: Queryable, routerId: string, states: readonly NodeLiveRecord[], own: OwnShare): Promise<unknown> {
  const sorted = [...states].sort((a, b) => (a.nodeId < b.nodeId ? -1 : 1))
  const time = (ms: number) => new Date(ms)
  const values = [
    sorted.map(({ nodeId }) => nodeId),
    sorted.map(({ inFlight }) => inFlight),
    sorted.map(({ nodeId }) => leasedShare(routerId, own.leased(nodeId))),
    sorted.map(({ nodeId, failureRate }) => (own.isRated(nodeId) ? failureRate : null)),
    sorted.map(({ lastSeenAt }) => time(lastSeenAt)),
    sorted.map(({ liveUntil }) => time(liveUntil)),
    sorted.map(({ lastMessageAt }) => time(lastMessageAt)),
    routerId,
  ]
  return client.query({ name: 'node-live', text: live, values })
}

const leasedShare = (routerId: string, count: number): string => JSON.stringify(count > 0 ? { [routerId]: count } : {})

function toRow(record: NodeRecord) {
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
  return {
    id: record.id,
    operator: record.operator,
    environments: record.environments,
    models: record.models,
    gpu: record.gpu,
    vram_gb: record.vramGb,
    slots: record.slots,
    endpoint: record.endpoint,
    version: record.version,
    region_tag: record.regionTag,
    gps_lng: record.gps?.point[0] ?? null,
    gps_lat: record.gps?.point[1] ?? null,
    gps_accuracy_m: record.gps?.accuracyM ?? null,
    joins: record.joins,
    simulated: record.simulated,
    status: record.status,
    address_prefix: record.addressPrefix,
    address_hash: record.addressHash,
    network: record.network,
    address_evidence: record.addressFacts,
    last_consistent_at: iso(record.lastConsistentAt),
    last_verified_at: iso(record.lastVerifiedAt),
    session_id: record.sessionId,
    registered_at: iso(record.registeredAt),
    first_seen_at: iso(record.firstSeenAt),
  }
}
