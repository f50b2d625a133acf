import type { z } from 'zod'
import type { Verb } from '../../verb'
import { actorNames } from '../audit/actor-names'
import type { Page } from '../wire'
import { requireOwn } from './revise'
import type { MemberEvent, memberEventsInput } from './schemas'

/** Joins and leaves with their reasons, newest first. */
export async function listMemberEvents({ ctx, input }: Verb<z.output<typeof memberEventsInput>>): Promise<Page<MemberEvent>> {
  const { slug } = requireOwn(ctx, input.slug)
  const { prisma } = ctx.control
  const rows = await prisma.membershipEvent.findMany({
    where: { subcloud: slug, id: input.cursor === undefined ? undefined : { lt: input.cursor } },
    orderBy: { id: 'desc' },
    take: input.limit + 1,
  })
  const page = rows.slice(0, input.limit)
  const names = await actorNames(prisma, page)
  return {
    items: page.map(({ id, at, nodeId, kind, reason, revision, actorType, actorId }) => ({
      id,
      at: at.getTime(),
      nodeId,
      kind: kind as MemberEvent['kind'],
      reason,
      revision,
      actor: { type: actorType, id: actorId, name: names.get(actorId) ?? null },
    })),
    nextCursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null,
  }
}
