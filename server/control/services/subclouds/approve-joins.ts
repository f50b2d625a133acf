import type { z } from 'zod'
import { standingOf } from '@/server/core/routing/standing'
import { ServiceError } from '@/server/platform/errors'
import { notFound } from '../../reach'
import type { Verb } from '../../verb'
import type { Published } from '../config/schemas'
import { including, nameNodes, withParticipation } from './participation'
import { requireOwn, reviseSubcloud } from './revise'
import type { memberNodesInput } from './schemas'

/** Lets in who asked to join a semi-open Subcloud. A revision, so that decisions name what they were made from, and revert takes it back. */
export async function approveJoins({ ctx, input }: Verb<z.output<typeof memberNodesInput>>): Promise<Published> {
  const { slug, nodeIds } = input
  const subcloud = requireOwn(ctx, slug)
  const { config, fleet } = ctx.control.replica.snapshot()
  if (subcloud.policy.participation.join !== 'semi-open')
    throw new ServiceError('conflict', `Nobody waits to be approved: ${slug} is ${subcloud.policy.participation.join}, not semi-open.`)
  for (const id of nodeIds) {
    const node = fleet.nodes.get(id)
    // Who never asked is as good as missing: an owner learns nothing of others' nodes.
    if (!node?.joins.includes(slug)) throw notFound('request')
    const { reason } = standingOf(node, subcloud, config)
    if (reason === 'cooling_down') throw new ServiceError('conflict', `${nameNodes([id])} cools down. End its cooldown first, or wait.`)
    if (reason === 'banned') throw new ServiceError('conflict', `${nameNodes([id])} is banned. Lift the ban first.`)
  }
  return reviseSubcloud(ctx, {
    slug,
    action: 'subcloud.approve',
    comment: input.comment ?? `Approve ${nameNodes(nodeIds)}`,
    detail: { nodeIds },
    change: (one) => withParticipation(one, ({ approved }) => ({ approved: including(approved, nodeIds) })),
  })
}
