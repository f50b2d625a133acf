import type { z } from 'zod'
import { isMember } from '@/server/core/routing/membership'
import { ServiceError } from '@/server/platform/errors'
import { notFound } from '../../reach'
import type { Verb } from '../../verb'
import type { Published } from '../config/schemas'
import { recordMembership, startCooldown } from './cooldown'
import { nameNodes, without, withParticipation } from './participation'
import { requireOwn, reviseSubcloud } from './revise'
import type { memberNodeInput } from './schemas'

/** Takes a member out: its approval goes, and it may not come back before the cooldown is over. */
export async function removeMember({ ctx, input }: Verb<z.output<typeof memberNodeInput>>): Promise<Published> {
  const { slug, nodeId } = input
  const subcloud = requireOwn(ctx, slug)
  const { config, fleet } = ctx.control.replica.snapshot()
  const node = fleet.nodes.get(nodeId)
  if (!node || !isMember(node, subcloud, config)) throw notFound('member')
  const { assigned, approved, cooldownS } = subcloud.policy.participation
  if (assigned.includes(nodeId))
    throw new ServiceError('conflict', 'An admin assigned it: only taking back the assignment, or a ban, takes it out.')
  if (cooldownS === 0 && !approved.includes(nodeId))
    throw new ServiceError('conflict', 'Without a cooldown it would be back at once. Set one, or ban the node.')
  const now = ctx.control.now()
  return reviseSubcloud(ctx, {
    slug,
    action: 'subcloud.remove_member',
    comment: input.comment ?? `Remove ${nameNodes([nodeId])}`,
    detail: { nodeId },
    change: (one) => withParticipation(one, ({ approved: all }) => ({ approved: without(all, [nodeId]) })),
    also: async (tx, revision) => {
      const step = { subcloud, nodeId, kind: 'left', reason: 'removed', revision } as const
      // In this order, as the loop that records who left takes them.
      const { count } = await tx.membership.deleteMany({ where: { subcloud: slug, nodeId } })
      if (cooldownS > 0) await startCooldown(tx, now, step)
      if (count > 0) await recordMembership(tx, ctx, step)
    },
  })
}
