import type { z } from 'zod'
import { standingOf } from '@/server/core/routing/standing'
import type { FleetNode } from '@/server/core/routing/types'
import { fleetTime } from '../../fleet-time'
import { reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { toNodeRow } from '../nodes/row'
import { requireOwn } from './revise'
import type { MemberList, MemberNode, subcloudInput } from './schemas'

const shown = 500

/** Who serves a Subcloud and why, who asks to, and who is kept out. Whoever opted in by signature has shown itself to the owner. */
export async function listMembers({ ctx, input }: Verb<z.output<typeof subcloudInput>>): Promise<MemberList> {
  const subcloud = requireOwn(ctx, input.slug)
  const { slug, policy } = subcloud
  const { replica, prisma, now } = ctx.control
  const { config, fleet } = replica.snapshot()
  const reach = ctx.actor ? reachOf(ctx.actor, config) : null
  if (!reach) throw new Error('requireOwn lets nobody through without an actor')
  const row = (node: FleetNode, reason: MemberNode['reason']): MemberNode => ({ ...toNodeRow(node, reach, fleetTime(ctx.control)), reason })
  const members: MemberNode[] = []
  const requests: MemberNode[] = []
  const outside: MemberNode[] = []
  for (const node of fleet.nodes.values()) {
    if (node.status === 'left') continue
    const { member, reason } = standingOf(node, subcloud, config)
    if (member) members.push(row(node, reason))
    else if (reason === 'awaiting_approval') requests.push(row(node, reason))
    else if (node.joins.includes(slug)) outside.push(row(node, reason))
  }
  const cooldowns = await prisma.membershipCooldown.findMany({
    where: { subcloud: slug, until: { gt: new Date(now()) } },
    orderBy: { until: 'asc' },
    take: shown,
  })
  return {
    revision: config.revision,
    participation: policy.participation,
    isolate: policy.isolate,
    counts: { members: members.length, requests: requests.length, outside: outside.length },
    members: members.slice(0, shown),
    requests: requests.slice(0, shown),
    outside: outside.slice(0, shown),
    cooldowns: cooldowns.map(({ nodeId, reason, until }) => ({ nodeId, reason, until: until.getTime() })),
  }
}
