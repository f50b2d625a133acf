import type { z } from 'zod'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import type { Page } from '../wire'
import { actorNames } from './actor-names'
import { toAuditRow } from './row'
import type { AuditRow, listAuditInput } from './schemas'

export async function listAudit({ ctx, input }: Verb<z.output<typeof listAuditInput>>): Promise<Page<AuditRow>> {
  requireAccess(ctx.actor, 'admin')
  const { prisma } = ctx.control
  const rows = await prisma.auditEvent.findMany({
    where: {
      at: { gte: input.from === undefined ? undefined : new Date(input.from), lt: input.to === undefined ? undefined : new Date(input.to) },
      action: input.action,
      entity: input.entity,
      entityId: input.entityId,
      actorId: input.actor,
      id: input.cursor === undefined ? undefined : { lt: input.cursor },
    },
    orderBy: { id: 'desc' },
    take: input.limit + 1,
  })
  const shown = rows.slice(0, input.limit)
  const names = await actorNames(prisma, shown)
  return {
    items: shown.map((row) => toAuditRow(row, names)),
    nextCursor: rows.length > input.limit ? (shown.at(-1)?.id ?? null) : null,
  }
}
