import type { PoolClient } from 'pg'
import { uuidv7 } from 'uuidv7'

export type SystemEvent = { action: string; entity: string; entityId: string; detail: Record<string, unknown> }

/** What the product did by itself, in the transaction in which it did it. `by` names the loop. */
export async function auditSystem(client: PoolClient, by: string, now: number, event: SystemEvent): Promise<void> {
  await client.query(
    `INSERT INTO audit_events (id, at, actor_type, actor_id, action, entity, entity_id, detail) VALUES ($1, $2, 'system', $3, $4, $5, $6, $7)`,
    [uuidv7(), new Date(now), by, event.action, event.entity, event.entityId, JSON.stringify(event.detail)],
  )
}
