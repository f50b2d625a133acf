import type { z } from 'zod'
import { ServiceError } from '@/server/platform/errors'
import { requireAccess } from '../../access'
import type { Role } from '../../actor'
import { notFound } from '../../reach'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import type { setRoleInput } from './schemas'

/** Counts from the member's next request on. The last admin stays one: nobody could make another. */
export async function setRole({ ctx, input }: Verb<z.output<typeof setRoleInput>>): Promise<{ id: string; role: Role }> {
  requireAccess(ctx.actor, 'admin')
  await transact(ctx.control, [], async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('geo.members'))`
    const member = await tx.user.findUnique({ where: { id: input.id }, select: { role: true, email: true } })
    if (!member) throw notFound('member')
    if (member.role === input.role) return
    if (member.role === 'admin' && (await tx.user.count({ where: { role: 'admin' } })) === 1)
      throw new ServiceError('conflict', `${member.email} is the last admin. Make another one first.`)
    await tx.user.update({ where: { id: input.id }, data: { role: input.role } })
    await writeAudit(tx, ctx, {
      action: 'member.role',
      entity: 'user',
      entityId: input.id,
      detail: { email: member.email, from: member.role, to: input.role },
    })
  })
  return { id: input.id, role: input.role }
}
