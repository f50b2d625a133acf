import type { Pool, PoolClient } from 'pg'
import { uuidv7 } from 'uuidv7'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { LeaveReason } from '@/server/core/routing/departure'
import type { Admission } from '@/server/core/routing/standing'
import type { NodeId } from '@/server/core/routing/types'
import { inTransaction } from '@/server/platform/db/transaction'

export type MembershipChange = { subcloud: string; nodeId: NodeId; cools: boolean } & (
  | { joined: Admission; left: null }
  | { joined: null; left: LeaveReason }
)

export async function readMemberships(pool: Pool): Promise<Map<string, Map<NodeId, Admission>>> {
  const { rows } = await pool.query<{ subcloud: string; node_id: string; reason: Admission }>(
    'SELECT subcloud, node_id, reason FROM memberships',
  )
  const members = new Map<string, Map<NodeId, Admission>>()
  for (const { subcloud, node_id, reason } of rows) {
    const own = members.get(subcloud) ?? new Map<NodeId, Admission>()
    members.set(subcloud, own.set(node_id, reason))
  }
  return members
}

/** What another process has recorded already changes nothing, and makes no second event. Cooldowns that are over end here too. */
export async function writeMembership(
  pool: Pool,
  changes: readonly MembershipChange[],
  config: CompiledConfig,
  now: number,
): Promise<void> {
  if (changes.length === 0) return void (await settleCooldowns(pool, now))
  await inTransaction(pool, async (client) => {
    await join(client, changes, config.revision, now)
    await leave(client, changes, config, now)
    await settleCooldowns(client, now)
  })
}

async function join(client: PoolClient, changes: readonly MembershipChange[], revision: number, now: number): Promise<void> {
  const joins = changes.filter(({ joined }) => joined !== null)
  if (joins.length === 0) return
  // Being let in for another reason than before is no joining.
  await client.query(
    `WITH row AS (SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS row (id, subcloud, node_id, reason)),
     before AS (SELECT m.subcloud, m.node_id FROM memberships m JOIN row USING (subcloud, node_id)),
     kept AS (
       INSERT INTO memberships (subcloud, node_id, reason, joined_at) SELECT subcloud, node_id, reason, $5 FROM row
       ON CONFLICT (subcloud, node_id) DO UPDATE SET reason = excluded.reason)
     INSERT INTO membership_events (id, at, subcloud, node_id, kind, reason, revision, actor_type, actor_id)
     SELECT row.id, $5, row.subcloud, row.node_id, 'joined', row.reason, $6, 'system', 'membership' FROM row
     WHERE NOT EXISTS (SELECT FROM before WHERE before.subcloud = row.subcloud AND before.node_id = row.node_id)`,
    [...columns(joins, ({ joined }) => joined), new Date(now), revision],
  )
}

async function leave(client: PoolClient, changes: readonly MembershipChange[], config: CompiledConfig, now: number): Promise<void> {
  const leaves = changes.filter(({ left }) => left !== null)
  if (leaves.length === 0) return
  const until = leaves.map(({ subcloud, cools }) => {
    const seconds = cools ? (config.subclouds.get(subcloud)?.policy.participation.cooldownS ?? 0) : 0
    return seconds > 0 ? new Date(now + seconds * 1000) : null
  })
  // A node that this process has not read yet is not gone.
  await client.query(
    `WITH row AS (SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $7::timestamptz[]) AS row (id, subcloud, node_id, reason, until)),
     gone AS (
       DELETE FROM memberships m USING row WHERE m.subcloud = row.subcloud AND m.node_id = row.node_id
         AND (row.reason <> 'gone' OR NOT EXISTS (SELECT FROM nodes WHERE nodes.id = row.node_id))
       RETURNING row.id, row.subcloud, row.node_id, row.reason, row.until),
     cooled AS (
       INSERT INTO membership_cooldowns (subcloud, node_id, reason, until)
       SELECT subcloud, node_id, reason, until FROM gone WHERE until IS NOT NULL
       ON CONFLICT (subcloud, node_id) DO UPDATE SET reason = excluded.reason, until = greatest(membership_cooldowns.until, excluded.until))
     INSERT INTO membership_events (id, at, subcloud, node_id, kind, reason, revision, actor_type, actor_id)
     SELECT id, $5, subcloud, node_id, 'left', reason, $6, 'system', 'membership' FROM gone`,
    [...columns(leaves, ({ left }) => left), new Date(now), config.revision, until],
  )
}

/** Ends what is over, and writes to each node what it is under: that is what routers read. */
async function settleCooldowns(client: Pick<PoolClient, 'query'>, now: number): Promise<void> {
  await client.query('DELETE FROM membership_cooldowns WHERE until <= $1', [new Date(now)])
  await client.query(
    `WITH concerned AS (SELECT node_id AS id FROM membership_cooldowns UNION SELECT id FROM nodes WHERE cooling <> '{}'),
     due AS (
       SELECT concerned.id, coalesce(array_agg(c.subcloud ORDER BY c.subcloud) FILTER (WHERE c.subcloud IS NOT NULL), '{}') AS cooling
       FROM concerned LEFT JOIN membership_cooldowns c ON c.node_id = concerned.id GROUP BY concerned.id)
     UPDATE nodes SET cooling = due.cooling FROM due WHERE nodes.id = due.id AND nodes.cooling <> due.cooling`,
  )
}

function columns(changes: readonly MembershipChange[], reason: (change: MembershipChange) => string | null) {
  return [changes.map(() => uuidv7()), changes.map((one) => one.subcloud), changes.map((one) => one.nodeId), changes.map(reason)]
}
