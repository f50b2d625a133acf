import { policySentence } from '@/server/core/boundary/sentence'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Subcloud } from '@/server/core/config/schema'
import { membershipsOf } from '@/server/core/routing/membership'
import { subcloudPolicy } from '@/server/core/routing/policy'
import type { Snapshot } from '@/server/core/routing/types'
import { eachInSlices } from '@/server/platform/in-slices'
import { requireAccess } from '../../access'
import { fleetTime } from '../../fleet-time'
import { reaches, reachOf } from '../../reach'
import type { Verb } from '../../verb'
import type { Page } from '../wire'
import type { SubcloudRow } from './schemas'

export async function listSubclouds({ ctx }: Verb): Promise<Page<SubcloudRow>> {
  requireAccess(ctx.actor, 'read')
  const snapshot = ctx.control.replica.snapshot()
  const { config } = snapshot
  const reach = reachOf(ctx.actor, config)
  const subclouds = [...config.subclouds.values()].filter((one) => reaches(reach, one.slug))
  const members = await countMembers(subclouds, snapshot, fleetTime(ctx.control))
  return { items: subclouds.map((one) => toSubcloudRow(one, config, members)), nextCursor: null }
}

type Members = ReadonlyMap<string, SubcloudRow['members']>

/** By slug, in one pass through the fleet, however many there are. */
export async function countMembers(subclouds: readonly Subcloud[], { config, fleet }: Snapshot, now: number): Promise<Members> {
  const members = new Map(subclouds.map(({ slug }) => [slug, { live: 0, total: 0 }]))
  if (members.size === 0) return members
  await eachInSlices([...fleet.nodes.values()], (node) => {
    if (node.status === 'left') return
    for (const slug of membershipsOf(node, config)) {
      const counts = members.get(slug)
      if (counts === undefined) continue
      counts.total++
      if (now <= node.liveUntil) counts.live++
    }
  })
  return members
}

export function toSubcloudRow(subcloud: Subcloud, config: CompiledConfig, members: Members): SubcloudRow {
  const { policy } = subcloud
  return {
    slug: subcloud.slug,
    name: subcloud.name,
    owner: subcloud.owner,
    models: subcloud.models,
    sentence: policySentence(policy),
    restricted: (policy.boundary?.allow.length ?? 0) > 0 || (policy.boundary?.deny.length ?? 0) > 0,
    isolate: policy.isolate,
    minTrust: subcloudPolicy(config, subcloud).minTrust,
    fallback: policy.fallback,
    join: policy.participation.join,
    members: members.get(subcloud.slug)!,
  }
}
