// What an installation needs before anything can run: the master secret, a first configuration, somebody who can sign
// in, and the key that the environment asks for. Idempotent; two processes that race make one of each.

import { ensureMasterSecret } from '@/server/platform/auth/master-secret'
import { createPrisma } from '@/server/platform/db/client'
import { ensureDecisionPartitions } from '@/server/platform/db/partitions'
import { createPool } from '@/server/platform/db/pool'
import type { Env } from '@/server/platform/env'
import { bootstrapKey } from './bootstrap-key'
import { firstAdmin } from './first-admin'
import { firstRevision } from './first-revision'

export type Bootstrapped = {
  /** Lines for the terminal: how to sign in. A generated password is in them this once and nowhere else. */
  signIn: string[]
}

export async function bootstrap({
  databaseUrl,
  env,
  now = Date.now,
}: {
  databaseUrl: string
  env: Pick<Env, 'bootstrap'>
  now?: () => number
}): Promise<Bootstrapped> {
  const pool = createPool(databaseUrl, { max: 2, applicationName: 'resultity-geo bootstrap' })
  const prisma = createPrisma(databaseUrl, { max: 2 })
  try {
    const at = new Date(now())
    await ensureMasterSecret(pool)
    await ensureDecisionPartitions(pool, at)
    const admin = await prisma.$transaction(
      async (tx) => {
        // One after the other: the second finds everything made.
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('geo.bootstrap'))`
        await firstRevision(tx, at)
        await bootstrapKey(tx, env.bootstrap.apiKey, at)
        return firstAdmin(tx, env.bootstrap, at)
      },
      { maxWait: 10_000, timeout: 60_000 },
    )
    return { signIn: admin }
  } finally {
    await prisma.$disconnect()
    await pool.end()
  }
}
