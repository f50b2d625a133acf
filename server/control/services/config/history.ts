import type { z } from 'zod'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import { actorNames } from '../audit/actor-names'
import type { History, historyInput } from './schemas'

export async function listHistory({ ctx, input }: Verb<z.output<typeof historyInput>>): Promise<History> {
  requireAccess(ctx.actor, 'admin')
  const { prisma } = ctx.control
  const rows = await prisma.configRevision.findMany({
    omit: { config: true },
    where: { revision: input.cursor === undefined ? undefined : { lt: input.cursor } },
    orderBy: { revision: 'desc' },
    take: input.limit + 1,
  })
  const shown = rows.slice(0, input.limit)
  const names = await actorNames(prisma, shown)
  return {
    items: shown.map((row) => ({
      revision: row.revision,
      basedOn: row.basedOn,
      comment: row.comment,
      actor: { type: row.actorType, id: row.actorId, name: names.get(row.actorId) ?? null },
      createdAt: row.createdAt.getTime(),
      contentHash: row.contentHash,
    })),
    nextCursor: rows.length > input.limit ? String(shown.at(-1)?.revision) : null,
  }
}
