import type { z } from 'zod'
import type { Verb } from '../../verb'
import type { Published } from '../config/schemas'
import { including, nameNodes, without, withParticipation } from './participation'
import { requireOwn, reviseSubcloud } from './revise'
import type { memberNodeInput } from './schemas'

/** Keeps a node out of one Subcloud until the ban is lifted, whoever assigned it. It goes on serving the global pool. */
export async function banNode({ ctx, input }: Verb<z.output<typeof memberNodeInput>>): Promise<Published> {
  const { slug, nodeId } = input
  requireOwn(ctx, slug)
  return reviseSubcloud(ctx, {
    slug,
    action: 'subcloud.ban',
    comment: input.comment ?? `Ban ${nameNodes([nodeId])}`,
    detail: { nodeId },
    change: (one) =>
      withParticipation(one, ({ bans, approved }) => ({ bans: including(bans, [nodeId]), approved: without(approved, [nodeId]) })),
  })
}
