import { randomBytes, randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import type { Env } from '@/server/platform/env'
import type { Tx } from '../../transact'
import { auditRow } from '../audit/write'
import { bootstrapActor } from './actor'

const standardEmail = 'admin@resultity.local'

/** Somebody who can sign in, made only while there is nobody. Returns what to tell at the terminal. */
export async function firstAdmin(tx: Tx, { adminEmail, adminPassword }: Env['bootstrap'], at: Date): Promise<string[]> {
  const known = await tx.user.findFirst({ where: { role: 'admin' }, orderBy: { createdAt: 'asc' }, select: { email: true } })
  if (known) return [`Sign in as ${known.email}`]
  const email = (adminEmail ?? standardEmail).toLowerCase()
  // 96 bits in 16 characters that survive being read out from a terminal.
  const password = adminPassword ?? randomBytes(12).toString('base64url')
  const id = randomUUID()
  await tx.user.create({
    data: {
      id,
      email,
      name: 'Admin',
      role: 'admin',
      emailVerified: true,
      createdAt: at,
      accounts: {
        create: { id: randomUUID(), accountId: id, providerId: 'credential', password: await hashPassword(password), createdAt: at },
      },
    },
  })
  await auditRow(tx, bootstrapActor, at, null, { action: 'member.create', entity: 'user', entityId: id, detail: { email, role: 'admin' } })
  return adminPassword === null
    ? [`Sign in as ${email} with the password ${password} (shown this once)`]
    : [`Sign in as ${email} with the password of BOOTSTRAP_ADMIN_PASSWORD`]
}
