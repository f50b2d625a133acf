import type { z } from 'zod'
import type { Config, Subcloud } from '@/server/core/config/schema'
import { canonicalJson } from '@/server/core/json/canonical'
import { ServiceError } from '@/server/platform/errors'
import { requireAccess } from '../../access'
import { notFound, reaches, reachOf } from '../../reach'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import { revisionConflict } from './conflict'
import { requireValid } from './draft'
import { keepLists, participationOf } from './keep-lists'
import { keyReferences } from './key-references'
import { insertRevision, latestRevision, lockPublishing, revisionNumbered } from './revision'
import type { Published, putPolicyInput } from './schemas'

/** One Subcloud's policy, by its owner or an admin. It conflicts only with a change of that same Subcloud. */
export async function putPolicy({ ctx, input }: Verb<z.output<typeof putPolicyInput>>): Promise<Published> {
  requireAccess(ctx.actor, 'own')
  const { actor, control } = ctx
  const reach = reachOf(actor, control.replica.snapshot().config)
  if (!reaches(reach, input.slug)) throw notFound('Subcloud')
  const base = await revisionNumbered(control.prisma, input.baseRevision)
  const keys = await keyReferences(control)
  const revision = await transact(control, ['config'], async (tx) => {
    await lockPublishing(tx)
    const latest = await latestRevision(tx, control.replica)
    const current = subcloudOf(latest.config, input.slug)
    if (!current) throw notFound('Subcloud')
    const before = base && subcloudOf(base.config, input.slug)
    if (!before || canonicalJson(before) !== canonicalJson(current))
      throw revisionConflict(input.baseRevision, cutTo(latest, current), input.policy)
    const isAdmin = reach.detail === 'admin'
    if (!isAdmin) requireSameAssigned(input.policy, current)
    const policy = keepLists(input.policy, current, isAdmin)
    const subclouds = latest.config.subclouds.map((one) => (one.slug === input.slug ? { ...one, policy } : one))
    const ask = { what: 'text', submitted: { ...latest.config, subclouds }, keys, only: input.slug } as const
    const text = requireValid(await control.examiner.ask(ask, latest))
    const next = await insertRevision(tx, { after: latest.revision, text, comment: input.comment, actor, at: new Date(control.now()) })
    await writeAudit(tx, ctx, {
      action: 'subcloud.policy',
      entity: 'subcloud',
      entityId: input.slug,
      detail: { revision: next, comment: input.comment },
    })
    return next
  })
  return { revision }
}

function subcloudOf(config: Config, slug: string): Subcloud | undefined {
  return config.subclouds.find((one) => one.slug === slug)
}

/** An owner's conflict shows the Subcloud in question, not everybody's. */
function cutTo<T extends { config: Config }>(revision: T, subcloud: Subcloud): T {
  return { ...revision, config: { ...revision.config, subclouds: [subcloud], overrides: [] } }
}

function requireSameAssigned(submitted: unknown, { policy }: Subcloud): void {
  const stated = participationOf(submitted)?.assigned
  if (stated !== undefined && canonicalJson(stated) !== canonicalJson(policy.participation.assigned))
    throw new ServiceError('forbidden', 'Only admins may change which nodes are assigned. Leave participation.assigned out to keep it.')
}
