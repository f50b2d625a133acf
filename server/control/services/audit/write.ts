import { uuidv7 } from 'uuidv7'
import type { Prisma } from '@/server/platform/db/generated/client'
import type { Actor } from '../../actor'
import type { Ctx } from '../../context'
import type { Tx } from '../../transact'

export type AuditEntry = { action: string; entity: string; entityId: string; detail: Record<string, unknown> }

/** In the transaction of the change, so that there is no change without its row and no row without its change. */
export async function writeAudit(tx: Tx, ctx: { actor: Actor; requestId: string | null; control: Pick<Ctx['control'], 'now'> } | Ctx, entry: AuditEntry): Promise<void> {
  if (!ctx.actor) throw new Error('a change without an actor')
  await tx.auditEvent.create({
    data: {
      id: uuidv7(),
      at: new Date(ctx.control.now()),
      actorType: ctx.actor.type,
      actorId: ctx.actor.id,
      action: entry.action,
      entity: entry.entity,
      entityId: entry.entityId,
      detail: entry.detail as Prisma.InputJsonValue,
      requestId: ctx.requestId,
    },
  })
}
