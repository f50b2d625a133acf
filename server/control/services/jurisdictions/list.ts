import { isReviewOverdue } from '@/server/core/config/review'
import { references } from '@/server/core/config/token-fields'
import { requireAccess } from '../../access'
import { reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { keyReferences } from '../config/key-references'
import type { JurisdictionList } from './schemas'

export async function listJurisdictions({ ctx }: Verb): Promise<JurisdictionList> {
  requireAccess(ctx.actor, 'read')
  const { replica, now } = ctx.control
  const { config } = replica.snapshot()
  const reach = reachOf(ctx.actor, config)
  const keys = reach.detail === 'admin' ? await keyReferences(ctx.control) : []
  const hidden = new Set(
    [...config.subclouds.keys()].filter((slug) => reach.subclouds !== null && !reach.subclouds.has(slug)).map((slug) => `Subcloud ${slug}`),
  )
  const users = new Map<string, Set<string>>()
  for (const { token, by } of references(config.source, keys))
    if (!hidden.has(by)) users.set(token, (users.get(token) ?? new Set()).add(by))
  return {
    revision: config.revision,
    items: config.source.jurisdictions.map((entry) => ({
      ...entry,
      reviewOverdue: isReviewOverdue(entry, new Date(now()).toISOString().slice(0, 10)),
      usedBy: [...(users.get(`jurisdiction:${entry.code}`) ?? [])],
    })),
  }
}
