import type { z } from 'zod'
import { requireAccess } from '../../access'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import { revisionConflict } from './conflict'
import { requireValid } from './draft'
import { keyReferences } from './key-references'
import { insertRevision, latestNumber, latestRevision, lockPublishing } from './revision'
import type { Published, publishInput } from './schemas'
import { slugOwners } from './slug-owners'

/** A new immutable revision, compared and set on the one it was based on: the loser gets both versions. */
export async function publishConfig({ ctx, input }: Verb<z.output<typeof publishInput>>): Promise<Published> {
  requireAccess(ctx.actor, 'admin')
  const { actor, control } = ctx
  const base = await latestRevision(control.prisma, control.replica)
  if (base.revision !== input.baseRevision) throw revisionConflict(input.baseRevision, base, input.config)
  // Outside the transaction: a large configuration takes a while to check, and nobody should wait for it in line.
  const [keys, owners] = await Promise.all([keyReferences(control), slugOwners(control.prisma)])
  const text = requireValid(await control.examiner.ask({ what: 'text', submitted: input.config, keys, owners }, base))
  const revision = await transact(control, ['config'], async (tx) => {
    await lockPublishing(tx)
    const latest = await latestNumber(tx)
    if (latest !== input.baseRevision) throw revisionConflict(input.baseRevision, await latestRevision(tx, control.replica), input.config)
    const next = await insertRevision(tx, { after: latest, text, comment: input.comment, actor, at: new Date(control.now()) })
    await writeAudit(tx, ctx, {
      action: 'config.publish',
      entity: 'config',
      entityId: String(next),
      detail: { baseRevision: latest, comment: input.comment },
    })
    return next
  })
  return { revision }
}
