import type { z } from 'zod'
import { requireAccess } from '../../access'
import { notFound } from '../../reach'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import { insertRevision, latestRevision, lockPublishing, revisionNumbered } from './revision'
import type { Published, revertInput } from './schemas'

/** A new revision equal to an old one. What was valid when published is not checked again: going back must always work. */
export async function revertConfig({ ctx, input }: Verb<z.output<typeof revertInput>>): Promise<Published> {
  requireAccess(ctx.actor, 'admin')
  const { actor, control } = ctx
  const revision = await transact(control, ['config'], async (tx) => {
    await lockPublishing(tx)
    const target = await revisionNumbered(tx, input.to)
    if (!target) throw notFound('revision')
    const latest = await latestRevision(tx)
    const next = await insertRevision(tx, {
      after: latest.revision,
      config: target.config,
      comment: input.comment,
      actor,
      at: new Date(control.now()),
    })
    await writeAudit(tx, ctx, {
      action: 'config.revert',
      entity: 'config',
      entityId: String(next),
      detail: { to: input.to, from: latest.revision, comment: input.comment },
    })
    return next
  })
  return { revision }
}
