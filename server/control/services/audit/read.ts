import type { z } from 'zod'
import { requireAccess } from '../../access'
import { notFound } from '../../reach'
import type { Verb } from '../../verb'
import { actorNames } from './actor-names'
import { toAuditRow } from './row'
import type { AuditRow, auditIdInput } from './schemas'

export async function readAudit({ ctx, input }: Verb<z.output<typeof auditIdInput>>): Promise<AuditRow> {
  requireAccess(ctx.actor, 'admin')
  const { prisma } = ctx.control
  const row = await prisma.auditEvent.findUnique({ where: { id: input.id } })
  if (!row) throw notFound('audit entry')
  return toAuditRow(row, await actorNames(prisma, [row]))
}
