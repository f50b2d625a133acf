import type { Config, Subcloud } from '@/server/core/config/schema'
import { canonicalJson } from '@/server/core/json/canonical'
import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import { notFound, reaches, reachOf } from '../../reach'
import { type Tx, transact } from '../../transact'
import { writeAudit } from '../audit/write'
import { requireValid } from '../config/draft'
import { keyReferences } from '../config/key-references'
import { insertRevision, latestRevision, lockPublishing } from '../config/revision'
import type { Published } from '../config/schemas'
import { slugOwners } from '../config/slug-owners'

export type Revising = {
  slug: string
  action: string
  comment: string
  detail?: Record<string, unknown>
  change: (subcloud: Subcloud) => Subcloud
  /** What stands or falls with it. */
  also?: (tx: Tx, revision: number) => Promise<void>
}

/** A single change to one Subcloud, published on top of whatever is newest: it needs no base, since it says what it changes and no more. */
export async function reviseSubcloud(ctx: Ctx, { slug, action, comment, detail, change, also }: Revising): Promise<Published> {
  return reviseConfig(ctx, { action, slug, comment, detail, also, only: slug }, (config) => {
    const found = config.subclouds.some((one) => one.slug === slug)
    if (!found) throw notFound('Subcloud')
    return { ...config, subclouds: config.subclouds.map((one) => (one.slug === slug ? change(one) : one)) }
  })
}

type Step = Omit<Revising, 'change'> & { only?: string }

/** Nothing changed: nothing published, and the revision in force answered. */
export async function reviseConfig(ctx: Ctx, step: Step, change: (config: Config) => Config): Promise<Published> {
  requireAccess(ctx.actor, 'own')
  const { actor, control } = ctx
  const keys = await keyReferences(control)
  const revision = await transact(control, ['config'], async (tx) => {
    await lockPublishing(tx)
    const latest = await latestRevision(tx, control.replica)
    const next = change(latest.config)
    const isSame = canonicalJson(next) === canonicalJson(latest.config)
    const { comment, only } = step
    const ask = { what: 'text', submitted: next, keys, owners: await slugOwners(tx), only } as const
    const revision = isSame
      ? latest.revision
      : await insertRevision(tx, {
          after: latest.revision,
          text: requireValid(await control.examiner.ask(ask, latest)),
          comment,
          actor,
          at: new Date(control.now()),
        })
    await step.also?.(tx, revision)
    if (!isSame || step.also)
      await writeAudit(tx, ctx, {
        action: step.action,
        entity: 'subcloud',
        entityId: step.slug,
        detail: { ...step.detail, comment, ...(isSame ? {} : { revision }) },
      })
    return revision
  })
  return { revision }
}

/** The Subcloud as it is in force, if it is the caller's; another's is as good as missing. */
export function requireOwn(ctx: Ctx, slug: string): Subcloud {
  requireAccess(ctx.actor, 'own')
  const { config } = ctx.control.replica.snapshot()
  const subcloud = config.subclouds.get(slug)
  if (!subcloud || !reaches(reachOf(ctx.actor, config), slug)) throw notFound('Subcloud')
  return subcloud
}
