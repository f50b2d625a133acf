import { uuidv7 } from 'uuidv7'
import type { Subcloud } from '@/server/core/config/schema'
import type { Ctx } from '../../context'
import type { Tx } from '../../transact'

type Step = { subcloud: Subcloud; nodeId: string; kind: 'left' | 'rejected' | 'readmitted'; reason: string; revision: number }

/** One line of a Subcloud's record of joins and leaves, by whoever is asking. */
export async function recordMembership(tx: Tx, ctx: Ctx, { subcloud, nodeId, kind, reason, revision }: Step): Promise<void> {
  const { actor, control } = ctx
  if (!actor) throw new Error('a change without an actor')
  const at = new Date(control.now())
  await tx.membershipEvent.create({
    data: { id: uuidv7(), at, subcloud: subcloud.slug, nodeId, kind, reason, revision, actorType: actor.type, actorId: actor.id },
  })
}

/** Keeps a node out for as long as the policy says. The row of the node carries it to every router. */
export async function startCooldown(tx: Tx, now: number, { subcloud, nodeId, reason }: Step): Promise<void> {
  const { slug, policy } = subcloud
  const until = new Date(now + policy.participation.cooldownS * 1000)
  await tx.membershipCooldown.upsert({
    where: { subcloud_nodeId: { subcloud: slug, nodeId } },
    create: { subcloud: slug, nodeId, reason, until },
    update: { reason, until },
  })
  await tx.$executeRaw`UPDATE nodes SET cooling = (SELECT array_agg(DISTINCT slug ORDER BY slug) FROM unnest(cooling || ${slug}::text) AS slug) WHERE id = ${nodeId}`
}

/** Whether there was one. */
export async function endCooldown(tx: Tx, slug: string, nodeId: string): Promise<boolean> {
  const { count } = await tx.membershipCooldown.deleteMany({ where: { subcloud: slug, nodeId } })
  await tx.$executeRaw`UPDATE nodes SET cooling = array_remove(cooling, ${slug}) WHERE id = ${nodeId} AND ${slug} = ANY (cooling)`
  return count > 0
}
