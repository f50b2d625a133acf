import type { PoolClient } from 'pg'
import type { NodeId } from '@/server/core/routing/types'
import type { NodeLiveRecord, NodeRecord } from '@/server/replica/node-record'

type Queryable = Pick<PoolClient, 'query'>

const columns = `id text, operator text, environments text[], models text[], gpu text, vram_gb float8, slots int, endpoint text, version text,
  region_tag text, gps_lng float8, gps_lat float8, gps_accuracy_m float8, moving jsonb, joins text[], simulated boolean, status text, address_prefix text,
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
  'moving',
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

const time = (column: string) => `to_timestamp(sent.${column} / 1000)`
const newest = (column: string) =>
  `${column} = CASE WHEN excluded.last_message_at >= node_live.last_message_at THEN excluded.${column} ELSE node_live.${column} END`

// The newest message wins, whichever router took it, and a failure rate that its router moved. `writer` is only set where the row
// then says all that was sent. In the order of the ids: two routers must not deadlock.
const live = `
  INSERT INTO node_live (node_id, in_flight, failure_rate, last_seen_at, live_until, last_message_at, writer)
  SELECT sent.node_id, sent.in_flight, kept.failure_rate, ${time('last_seen')}, ${time('live_until')}, ${time('last_message')},
    CASE WHEN kept.failure_rate = sent.failure_rate THEN $1 END
  FROM unnest($2::text[], $3::int[], $4::float8[], $5::bool[], $6::float8[], $7::float8[], $8::float8[])
    AS sent (node_id, in_flight, failure_rate, is_rated, last_seen, live_until, last_message)
  JOIN nodes ON nodes.id = sent.node_id LEFT JOIN node_live AS known ON known.node_id = sent.node_id AND NOT sent.is_rated
  CROSS JOIN LATERAL (SELECT coalesce(known.failure_rate, sent.failure_rate) AS failure_rate) AS kept
  ORDER BY sent.node_id
  ON CONFLICT (node_id) DO UPDATE SET failure_rate = excluded.failure_rate, ${['in_flight', 'last_seen_at', 'live_until'].map(newest).join(', ')},
    last_message_at = greatest(node_live.last_message_at, excluded.last_message_at),
    writer = CASE WHEN excluded.last_message_at >= node_live.last_message_at THEN excluded.writer END`

/**
 * Live state as a router knows it; `writer`: its id where it need not read back what it wrote. A failure rate that the router has
 * not moved stays as it is stored.
 */
export function upsertLive(
  client: Queryable,
  writer: string | null,
  states: readonly NodeLiveRecord[],
  isRated: (nodeId: NodeId) => boolean = () => false,
): Promise<unknown> {
  const values = [
    writer,
    arrayText(states.map(({ nodeId }) => nodeId)),
    arrayText(states.map(({ inFlight }) => inFlight)),
    arrayText(states.map(({ failureRate }) => failureRate)),
    arrayText(states.map(({ nodeId }) => isRated(nodeId))),
    arrayText(states.map(({ lastSeenAt }) => lastSeenAt)),
    arrayText(states.map(({ liveUntil }) => liveUntil)),
    arrayText(states.map(({ lastMessageAt }) => lastMessageAt)),
  ]
  return client.query({ name: 'node-live', text: live, values })
}

const leases = `
  INSERT INTO node_leases (router_id, node_id, leased) SELECT $1, sent.* FROM unnest($2::text[], $3::int[]) AS sent
  ON CONFLICT (router_id, node_id) DO UPDATE SET leased = excluded.leased`

export type LeaseCount = { nodeId: NodeId; leased: number }

export function upsertLeases(client: Queryable, routerId: string, counts: readonly LeaseCount[]): Promise<unknown> {
  const values = [routerId, arrayText(counts.map(({ nodeId }) => nodeId)), arrayText(counts.map(({ leased }) => leased))]
  return client.query({ name: 'node-leases', text: leases, values })
}

/** An array as PostgreSQL reads it. Numbers, truth values and node ids (hexadecimal) need no quotes; looking whether they do costs most. */
const arrayText = (values: readonly (string | number | boolean)[]): string => `{${values.join(',')}}`

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
    moving: record.moving,
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
