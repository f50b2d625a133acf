import type { z } from 'zod'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import type { Published } from '../config/schemas'
import { including, nameNodes, without, withParticipation } from './participation'
import { requireOwn, reviseSubcloud } from './revise'
import type { assignNodesInput } from './schemas'

/** Members without their operator's word, so for admins alone. */
export async function assignNodes({ ctx, input }: Verb<z.output<typeof assignNodesInput>>): Promise<Published> {
  requireAccess(ctx.actor, 'admin')
  const { slug, add, remove } = input
  requireOwn(ctx, slug)
  const said = [add.length > 0 && `Assign ${nameNodes(add)}`, remove.length > 0 && `Take back ${nameNodes(remove)}`].filter(Boolean)
  return reviseSubcloud(ctx, {
    slug,
    action: 'subcloud.assign',
    comment: input.comment ?? (said.join('; ') || 'Assign nobody'),
    detail: { add, remove },
    change: (one) => withParticipation(one, ({ assigned }) => ({ assigned: including(without(assigned, remove), add) })),
  })
}
