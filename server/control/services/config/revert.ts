import type { z } from 'zod'
import { requireAccess } from '../../access'
import { notFound } from '../../reach'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import { latestNumber, lockPublishing, repeatRevision } from './revision'
import type { Published, revertInput } from './schemas'

/** A new revision equal to an old one. What was valid when published is not checked again: going back must always work. */
export async function revertConfig({ ctx, input }: Verb<z.output<typeof revertInput>>): Promise<Published> {
  requireAccess(ctx.actor, 'admin')
  const { actor, control } = ctx
  const revision = await transact(control, ['config'], async (tx) => {
    await lockPublishing(tx)
    const latest = await latestNumber(tx)
    const next = await repeatRevision(tx, { to: input.to, after: latest, comment: input.comment, actor, at: new Date(control.now()) })
    if (next === null) throw notFound('revision')
    await writeAudit(tx, ctx, {
      action: 'config.revert',
      entity: 'config',
      entityId: String(next),
      detail: { to: input.to, from: latest, comment: input.comment },
    })
    return next
  })
  return { revision }
}
