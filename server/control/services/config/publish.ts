import type { z } from 'zod'
import { normaliseConfig } from '@/server/core/config/normalise'
import { requireAccess } from '../../access'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import { revisionConflict } from './conflict'
import { examine, requireValid } from './draft'
import { keyReferences } from './key-references'
import { insertRevision, latestRevision, lockPublishing } from './revision'
import type { Published, publishInput } from './schemas'

/** A new immutable revision, compared and set on the one it was based on: the loser gets both versions. */
export async function publishConfig({ ctx, input }: Verb<z.output<typeof publishInput>>): Promise<Published> {
  requireAccess(ctx.actor, 'admin')
  const { actor, control } = ctx
  const base = await latestRevision(control.prisma)
  if (base.revision !== input.baseRevision) throw revisionConflict(input.baseRevision, base, input.config)
  // Outside the transaction: a large configuration takes a while to check, and nobody should wait for it in line.
  const config = normaliseConfig(requireValid(examine(input.config, { config: base.config, keys: await keyReferences(control.prisma) })))
  const revision = await transact(control, ['config'], async (tx) => {
    await lockPublishing(tx)
    const latest = await latestRevision(tx)
    if (latest.revision !== input.baseRevision) throw revisionConflict(input.baseRevision, latest, input.config)
    const next = await insertRevision(tx, { after: latest.revision, config, comment: input.comment, actor, at: new Date(control.now()) })
    await writeAudit(tx, ctx, {
      action: 'config.publish',
      entity: 'config',
      entityId: String(next),
      detail: { baseRevision: latest.revision, comment: input.comment },
    })
    return next
  })
  return { revision }
}
