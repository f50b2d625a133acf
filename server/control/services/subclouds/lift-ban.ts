import type { z } from 'zod'
import { notFound } from '../../reach'
import type { Verb } from '../../verb'
import type { Published } from '../config/schemas'
import { nameNodes, without, withParticipation } from './participation'
import { requireOwn, reviseSubcloud } from './revise'
import type { memberNodeInput } from './schemas'

export async function liftBan({ ctx, input }: Verb<z.output<typeof memberNodeInput>>): Promise<Published> {
  const { slug, nodeId } = input
  const subcloud = requireOwn(ctx, slug)
  if (!subcloud.policy.participation.bans.includes(nodeId)) throw notFound('ban')
  return reviseSubcloud(ctx, {
    slug,
    action: 'subcloud.lift_ban',
    comment: input.comment ?? `Lift the ban on ${nameNodes([nodeId])}`,
    detail: { nodeId },
    change: (one) => withParticipation(one, ({ bans }) => ({ bans: without(bans, [nodeId]) })),
  })
}
