import type { z } from 'zod'
import { requireAccess } from '../../access'
import { notFound } from '../../reach'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import type { nodeInput } from './schemas'

export async function resumeNode({ ctx, input }: Verb<z.output<typeof nodeInput>>): Promise<{ id: string; drained: false }> {
  requireAccess(ctx.actor, 'admin')
  const id = input.id.toLowerCase()
  await transact(ctx.control, ['fleet'], async (tx) => {
    const node = await tx.node.findUnique({ where: { id }, select: { drainedReason: true } })
    if (!node) throw notFound('node')
    await tx.node.update({ where: { id }, data: { drainedAt: null, drainedReason: null }, select: { id: true } })
    await writeAudit(tx, ctx, { action: 'node.resume', entity: 'node', entityId: id, detail: { drainedReason: node.drainedReason } })
  })
  return { id, drained: false }
}
