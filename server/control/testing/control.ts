// A control plane for tests: a real database, a real replica, no HTTP. Actors of every role, as verbs see them.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pino from 'pino'
import { noGeoIp } from '@/server/core/origin/geoip'
import type { Scope } from '@/server/platform/auth/api-keys'
import { createBrowserAuth } from '@/server/platform/auth/browser-auth'
import { readEnv } from '@/server/platform/env'
import { createTestDatabase, type TestDatabase } from '@/server/platform/testing/database'
import { noGpsCountry } from '@/server/replica/gps-country'
import { LiveReplica } from '@/server/replica/replica'
import type { Actor, Role } from '../actor'
import type { Control, Ctx } from '../context'
import { createExaminer } from '../examiner/examiner'
import { bootstrap } from '../services/bootstrap/bootstrap'

export type TestControl = {
  db: TestDatabase
  control: Control
  replica: LiveReplica
  as(actor: Actor | null): Ctx
  /** Verbs see this time. */
  clock: { now: number | null }
  stop(): Promise<void>
}

export const password = 'correct horse battery'

export async function createTestControl(): Promise<TestControl> {
  const db = await createTestDatabase()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'geo-control-'))
  const env = readEnv({
    DATA_DIR: dataDir,
    DATABASE_URL: db.url,
    BOOTSTRAP_ADMIN_EMAIL: 'admin@example.com',
    BOOTSTRAP_ADMIN_PASSWORD: password,
    LOG_LEVEL: 'silent',
  })
  await bootstrap({ databaseUrl: db.url, env })
  const log = pino({ level: 'silent' })
  const clock: TestControl['clock'] = { now: null }
  const now = () => clock.now ?? Date.now()
  const replica = new LiveReplica({ pool: db.pool, databaseUrl: null, dataDir, name: 'web', log, gpsCountry: noGpsCountry, now })
  await replica.start()
  const auth = createBrowserAuth({
    prisma: db.prisma,
    secret: 'a secret of at least thirty-two characters',
    baseUrl: 'http://localhost:3000',
    log,
  })
  const control: Control = {
    env,
    log,
    pool: db.pool,
    prisma: db.prisma,
    replica,
    geoip: noGeoIp,
    auth,
    sessions: new Map(),
    examiner: createExaminer(),
    internalSecret: 'an internal secret',
    now,
  }
  return {
    db,
    control,
    replica,
    clock,
    as: (actor) => ({ control, actor, requestId: 'test' }),
    async stop() {
      await control.examiner.stop()
      await replica.stop()
      await db.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export function userOf(role: Role, email = `${role}@example.com`): Actor {
  return { type: 'user', id: `user-${email}`, role, email, name: role }
}

export function keyOf(scopes: readonly Scope[], subcloud: string | null = null): Actor {
  return { type: 'key', id: '00000000-0000-7000-8000-000000000000', name: 'a key', scopes, subcloud }
}
