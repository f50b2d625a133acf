import type { z } from 'zod'
import type { Config } from '@/server/core/config/schema'
import { ServiceError } from '@/server/platform/errors'
import { requireAccess } from '../../access'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import { examine, requireValid } from './draft'
import { inUse } from './in-use'
import { revisionConflict } from './conflict'
import { insertRevision, latestRevision, lockPublishing } from './revision'
import type { Published, publishInput } from './schemas'

/** A new immutable revision, compared and set on the one it was based on: the loser gets both versions. */
export async function publishConfig({ ctx, input }: Verb<z.output<typeof publishInput>>): Promise<Published> {
  requireAccess(ctx.actor, 'admin')
  const { actor, control } = ctx
  const base = await latestRevision(control.prisma)
  if (base.revision !== input.baseRevision) throw revisionConflict(input.baseRevision, base, input.config)
  const draft = examine(input.config, base.config)
  if (draft.config) await requireUnused(control.prisma, base.config, draft.config)
  const config = requireValid(draft)
  const revision = await transact(control, ['config'], async (tx) => {
    await lockPublishing(tx)
    const latest = await latestRevision(tx)
    if (latest.revision !== input.baseRevision) throw revisionConflict(input.baseRevision, latest, input.config)
    const next = await insertRevision(tx, { after: latest.revision, config, comment: input.comment, actor, at: new Date(control.now()) })
    await writeAudit(tx, ctx, { action: 'config.publish', entity: 'config', entityId: String(next), detail: { baseRevision: latest.revision, comment: input.comment } })
    return next
  })
  return { revision }
}

async function requireUnused(db: Parameters<typeof inUse>[0], published: Config, draft: Config): Promise<void> {
  const used = await inUse(db, published, draft)
  const [first] = used
  if (!first) return
  throw new ServiceError('in_use', used.map(({ zone, users }) => `The zone ${zone} cannot be deleted: ${users.join(', ')} refer${users.length === 1 ? 's' : ''} to it.`).join(' '), {
    zones: used,
    users: [...new Set(used.flatMap(({ users }) => users))],
  })
}
