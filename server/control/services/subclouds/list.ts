import { policySentence } from '@/server/core/boundary/sentence'
import type { Subcloud } from '@/server/core/config/schema'
import { isMember } from '@/server/core/routing/membership'
import type { Snapshot } from '@/server/core/routing/types'
import { requireAccess } from '../../access'
import { reaches, reachOf } from '../../reach'
import type { Verb } from '../../verb'
import type { Page } from '../wire'
import { minTrustOf } from './merged-boundary'
import type { SubcloudRow } from './schemas'

export async function listSubclouds({ ctx }: Verb): Promise<Page<SubcloudRow>> {
  requireAccess(ctx.actor, 'read')
  const snapshot = ctx.control.replica.snapshot()
  const reach = reachOf(ctx.actor, snapshot.config)
  const items = [...snapshot.config.subclouds.values()]
    .filter((one) => reaches(reach, one.slug))
    .map((one) => toSubcloudRow(one, snapshot, ctx.control.now()))
  return { items, nextCursor: null }
}

export function toSubcloudRow(subcloud: Subcloud, { config, fleet }: Snapshot, now: number): SubcloudRow {
  const members = { live: 0, total: 0 }
  for (const node of fleet.nodes.values()) {
    if (node.status === 'left' || !isMember(node, subcloud, config)) continue
    members.total++
    if (now <= node.liveUntil) members.live++
  }
  const { policy } = subcloud
  return {
    slug: subcloud.slug,
    name: subcloud.name,
    owner: subcloud.owner,
    models: subcloud.models,
    sentence: policySentence(policy),
    restricted: (policy.boundary?.allow.length ?? 0) > 0 || (policy.boundary?.deny.length ?? 0) > 0,
    isolate: policy.isolate,
    minTrust: minTrustOf(subcloud, config),
    fallback: policy.fallback,
    join: policy.participation.join,
    members,
  }
}
