import type { z } from 'zod'
import { ServiceError } from '@/server/platform/errors'
import { notFound } from '../../reach'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import { recordMembership, startCooldown } from './cooldown'
import { requireOwn } from './revise'
import type { memberNodeInput } from './schemas'

/** Turns a request down: it leaves the queue, and counts again when the cooldown is over. */
export async function rejectJoin({ ctx, input }: Verb<z.output<typeof memberNodeInput>>): Promise<{ until: number }> {
  const { slug, nodeId } = input
  const subcloud = requireOwn(ctx, slug)
  const { control } = ctx
  const { config, fleet } = control.replica.snapshot()
  const { join, approved, cooldownS } = subcloud.policy.participation
  if (join !== 'semi-open' || !fleet.nodes.get(nodeId)?.joins.includes(slug)) throw notFound('request')
  if (approved.includes(nodeId)) throw new ServiceError('conflict', 'It was approved already. Remove it instead.')
  if (cooldownS === 0) throw new ServiceError('conflict', 'Without a cooldown it would ask again at once. Set one, or ban the node.')
  const now = control.now()
  await transact(control, ['fleet'], async (tx) => {
    const step = { subcloud, nodeId, kind: 'rejected', reason: 'rejected', revision: config.revision } as const
    await startCooldown(tx, now, step)
    await recordMembership(tx, ctx, step)
    const detail = { nodeId, comment: input.comment ?? null }
    await writeAudit(tx, ctx, { action: 'subcloud.reject', entity: 'subcloud', entityId: slug, detail })
  })
  return { until: now + cooldownS * 1000 }
}
