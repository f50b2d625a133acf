import type { z } from 'zod'
import { requireAccess } from '../../access'
import { notFound } from '../../reach'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import type { drainInput } from './schemas'

/** An admin's drain: the node takes no new jobs until resumed; those in flight end as usual. */
export async function drainNode({ ctx, input }: Verb<z.output<typeof drainInput>>): Promise<{ id: string; drained: true }> {
  requireAccess(ctx.actor, 'admin')
  const id = input.id.toLowerCase()
  await transact(ctx.control, ['fleet'], async (tx) => {
    const node = await tx.node.findUnique({ where: { id }, select: { id: true } })
    if (!node) throw notFound('node')
    await tx.node.update({
      where: { id },
      data: { drainedAt: new Date(ctx.control.now()), drainedReason: input.reason },
      select: { id: true },
    })
    await writeAudit(tx, ctx, { action: 'node.drain', entity: 'node', entityId: id, detail: { reason: input.reason } })
  })
  return { id, drained: true }
}
