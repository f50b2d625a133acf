import { afterAll, beforeAll, expect, it } from 'vitest'
import { defaultConfig } from '@/server/core/config/default'
import { contentHash } from '@/server/core/config/normalise'
import { hashSecret } from '@/server/platform/auth/api-keys'
import { createTestDatabase, type TestDatabase } from '@/server/platform/testing/database'
import { bootstrap } from './bootstrap'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

const run = (env: { adminEmail?: string; adminPassword?: string; apiKey?: string } = {}) =>
  bootstrap({
    databaseUrl: db.url,
    env: { bootstrap: { adminEmail: env.adminEmail ?? null, adminPassword: env.adminPassword ?? null, apiKey: env.apiKey ?? null } },
  })

it('makes one of each, though three processes race, and tells one of them the password, once', async () => {
  const told = await Promise.all([1, 2, 3].map(() => run({ apiKey: 'the-bootstrap-key' })))
  const passwords = told.flatMap(({ signIn }) => signIn).filter((line) => line.includes('with the password'))
  expect(passwords).toHaveLength(1)
  expect(await db.prisma.user.findMany({ select: { email: true, role: true } })).toEqual([
    { email: 'admin@resultity.local', role: 'admin' },
  ])
  const revisions = await db.prisma.configRevision.findMany()
  expect(revisions.map(({ revision, contentHash: hash }) => [revision, hash])).toEqual([[1, contentHash(defaultConfig())]])
  const keys = await db.prisma.apiKey.findMany()
  expect(keys.map(({ scopes, secretHash }) => [scopes, Buffer.from(secretHash).toString('hex')])).toEqual([
    [['admin', 'gateway'], hashSecret('the-bootstrap-key')],
  ])
  expect(await db.prisma.instanceSetting.count({ where: { key: 'master_secret' } })).toBe(1)
  const actions = await db.prisma.auditEvent.findMany({ orderBy: { action: 'asc' }, select: { action: true, actorType: true } })
  expect(actions.map(({ action }) => action)).toEqual(['config.publish', 'key.create', 'member.create'])
  const stored = JSON.stringify(
    (
      await db.pool.query(
        'SELECT t::text FROM audit_events t UNION ALL SELECT t::text FROM api_keys t UNION ALL SELECT t::text FROM users t',
      )
    ).rows,
  )
  expect(stored).not.toContain('the-bootstrap-key')
})

it('changes nothing later: no second admin, no new password, a revoked key stays revoked', async () => {
  await db.prisma.apiKey.updateMany({ data: { revokedAt: new Date() } })
  const { signIn } = await run({ adminEmail: 'other@example.com', adminPassword: 'another password', apiKey: 'the-bootstrap-key' })
  expect(signIn).toEqual(['Sign in as admin@resultity.local'])
  expect(await db.prisma.user.count()).toBe(1)
  expect(await db.prisma.configRevision.count()).toBe(1)
  expect(await db.prisma.apiKey.count({ where: { revokedAt: null } })).toBe(0)
})
