import type { z } from 'zod'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import { actorNames } from '../audit/actor-names'
import { requireSeen } from './require-seen'
import type { NodeHistory, NodeHistoryEntry, nodeInput } from './schemas'

const most = 100

/** What was done to a node and where it joined and left, newest first. Owners see the comings and goings of their own Subclouds. */
export async function nodeHistory({ ctx, input }: Verb<z.output<typeof nodeInput>>): Promise<NodeHistory> {
  requireAccess(ctx.actor, 'own')
  const { node, reach } = requireSeen(ctx, input.id)
  const { prisma } = ctx.control
  const newest = { orderBy: { id: 'desc' }, take: most } as const
  const [events, audited] = await Promise.all([
    prisma.membershipEvent.findMany({
      where: { nodeId: node.id, subcloud: reach.subclouds === null ? undefined : { in: [...reach.subclouds] } },
      ...newest,
    }),
    reach.detail === 'admin' ? prisma.auditEvent.findMany({ where: { entity: 'node', entityId: node.id }, ...newest }) : [],
  ])
  const names = await actorNames(prisma, [...events, ...audited])
  const entries: NodeHistoryEntry[] = [
    ...events.map(({ id, at, kind, reason, subcloud, actorType, actorId }) => ({
      id,
      at: at.getTime(),
      kind: 'membership' as const,
      what: kind,
      subcloud,
      reason,
      actor: { type: actorType, id: actorId, name: names.get(actorId) ?? null },
    })),
    ...audited.map(({ id, at, action, detail, actorType, actorId }) => ({
      id,
      at: at.getTime(),
      kind: 'action' as const,
      what: action,
      subcloud: null,
      reason: reasonOf(detail),
      actor: { type: actorType, id: actorId, name: names.get(actorId) ?? null },
    })),
  ]
  return { items: entries.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).slice(0, most) }
}

function reasonOf(detail: unknown): string | null {
  const { reason } = detail as { reason?: unknown }
  return typeof reason === 'string' ? reason : null
}
