import { randomBytes, randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import type { z } from 'zod'
import { ServiceError } from '@/server/platform/errors'
import { requireAccess } from '../../access'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import type { CreatedMember, createMemberInput } from './schemas'

/** There is no public sign-up: admins make accounts and hand over the password, which its owner can change. */
export async function createMember({ ctx, input }: Verb<z.output<typeof createMemberInput>>): Promise<CreatedMember> {
  requireAccess(ctx.actor, 'admin')
  const { control } = ctx
  const email = input.email.toLowerCase()
  const password = input.password ?? randomBytes(12).toString('base64url')
  const hash = await hashPassword(password)
  const id = randomUUID()
  const createdAt = new Date(control.now())
  await transact(control, [], async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('geo.members'))`
    if (await tx.user.findUnique({ where: { email }, select: { id: true } }))
      throw new ServiceError('conflict', `There is already a member ${email}.`)
    const account = { id: randomUUID(), accountId: id, providerId: 'credential', password: hash, createdAt }
    await tx.user.create({
      data: { id, email, name: input.name, role: input.role, emailVerified: true, createdAt, accounts: { create: account } },
    })
    await writeAudit(tx, ctx, { action: 'member.create', entity: 'user', entityId: id, detail: { email, role: input.role } })
  })
  return { id, email, role: input.role, password: input.password === undefined ? password : null }
}
