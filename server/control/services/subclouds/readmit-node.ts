import type { z } from 'zod'
import { notFound } from '../../reach'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import { endCooldown, recordMembership } from './cooldown'
import { requireOwn } from './revise'
import type { memberNodeInput } from './schemas'

/** Ends a cooldown before its time: the way back after a mistake. */
export async function readmitNode({ ctx, input }: Verb<z.output<typeof memberNodeInput>>): Promise<{ nodeId: string }> {
  const { slug, nodeId } = input
  const subcloud = requireOwn(ctx, slug)
  const { revision } = ctx.control.replica.snapshot().config
  await transact(ctx.control, ['fleet'], async (tx) => {
    if (!(await endCooldown(tx, slug, nodeId))) throw notFound('cooldown')
    await recordMembership(tx, ctx, { subcloud, nodeId, kind: 'readmitted', reason: 'readmitted', revision })
    const detail = { nodeId, comment: input.comment ?? null }
    await writeAudit(tx, ctx, { action: 'subcloud.readmit', entity: 'subcloud', entityId: slug, detail })
  })
  return { nodeId }
}
