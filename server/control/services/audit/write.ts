import { uuidv7 } from 'uuidv7'
import type { Prisma } from '@/server/platform/db/generated/client'
import type { Actor } from '../../actor'
import type { Ctx } from '../../context'
import type { Tx } from '../../transact'

export type AuditEntry = { action: string; entity: string; entityId: string; detail: Record<string, unknown> }

/**
 * In the transaction of the change, so that there is no change without its row and no row without its change. After all that it changes:
 * from then on until it ends no other has its place in the chain, and may hold what this one would wait for.
 */
export async function writeAudit(tx: Tx, ctx: Ctx, entry: AuditEntry): Promise<void> {
  if (!ctx.actor) throw new Error('a change without an actor')
  await auditRow(tx, ctx.actor, new Date(ctx.control.now()), ctx.requestId, entry)
}

/** The same for what the product does by itself. */
export async function auditRow(
  tx: Tx,
  actor: Actor,
  at: Date,
  requestId: string | null,
  { action, entity, entityId, detail }: AuditEntry,
): Promise<void> {
  await tx.auditEvent.create({
    data: {
      id: uuidv7(),
      at,
      actorType: actor.type,
      actorId: actor.id,
      action,
      entity,
      entityId,
      detail: detail as Prisma.InputJsonValue,
      requestId,
    },
  })
}
