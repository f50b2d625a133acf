import type { Pool } from 'pg'
import { inTransaction } from '@/server/platform/db/transaction'
import { auditSystem } from './system-audit'

const DAY_MS = 86_400_000
/** API.md: a registered node is kept this long after it was last seen. */
export const nodeKeptMs = 30 * DAY_MS
const routerKeptMs = DAY_MS
/** Nodes forgotten at once: each has its audit row, and others wait for their place in the chain meanwhile. */
const mostNodes = 1_000

export type Swept = { nodes: number; quarantines: number; nonces: number; endpoints: number; routers: number }

/** Forgets what has been silent for long. Nothing that a decision refers to depends on these rows. */
export async function sweepNodes(pool: Pool, now: number): Promise<Swept> {
  const at = new Date(now)
  return inTransaction(pool, async (client) => {
    const gone = await client.query<{ id: string }>(
      `DELETE FROM nodes n USING (
         SELECT nodes.id FROM nodes LEFT JOIN node_live ON node_live.node_id = nodes.id
         WHERE coalesce(node_live.last_seen_at, nodes.registered_at) < $1 LIMIT ${mostNodes}) old
       WHERE n.id = old.id RETURNING n.id`,
      [new Date(now - nodeKeptMs)],
    )
    const freed = await client.query<{ id: string }>(
      'UPDATE nodes SET quarantined_until = NULL WHERE quarantined_until <= $1 RETURNING id',
      [at],
    )
    const nonces = await client.query('DELETE FROM node_nonces WHERE expires_at < $1', [at])
    const endpoints = await client.query('DELETE FROM endpoints WHERE last_seen_at < $1', [new Date(now - nodeKeptMs)])
    const routers = await client.query('DELETE FROM routers WHERE last_seen_at < $1', [new Date(now - routerKeptMs)])
    for (const { id } of gone.rows)
      await auditSystem(client, 'sweep', now, { action: 'node.forgotten', entity: 'node', entityId: id, detail: { unseenDays: 30 } })
    for (const { id } of freed.rows)
      await auditSystem(client, 'sweep', now, { action: 'node.quarantine_ended', entity: 'node', entityId: id, detail: {} })
    return {
      nodes: gone.rows.length,
      quarantines: freed.rows.length,
      nonces: nonces.rowCount ?? 0,
      endpoints: endpoints.rowCount ?? 0,
      routers: routers.rowCount ?? 0,
    }
  })
}
