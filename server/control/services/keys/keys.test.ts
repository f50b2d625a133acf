import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { hashSecret } from '@/server/platform/auth/api-keys'
import { patient } from '@/server/platform/testing/patient'
import { createTestControl, keyOf, type TestControl, userOf } from '../../testing/control'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
import { createKey } from './create'
import { listKeys } from './list'
import { revokeKey } from './revoke'
import { rotateKey } from './rotate'
import { createKeyInput, rotateKeyInput } from './schemas'

let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
})
afterAll(() => test.stop())

const admin = () => test.as(userOf('admin'))
const create = (input: unknown, actor: Parameters<TestControl['as']>[0] = userOf('admin')) =>
  createKey({ ctx: test.as(actor), input: createKeyInput.parse(input) })

describe('keys', () => {
  it('shows a secret once, stores its hash, and opens at once', async () => {
    const { id, secret } = await create({ name: 'cloud api', scopes: ['gateway', 'gateway'], rateLimit: 50 })
    const listed = await listKeys({ ctx: admin() })
    expect(JSON.stringify(listed)).not.toContain(secret)
    expect(listed.items.find((key) => key.id === id)).toMatchObject({
      scopes: ['gateway'],
      rateLimit: 50,
      status: 'active',
      prefix: secret.slice(0, 12),
    })
    expect(test.replica.key(hashSecret(secret))).toMatchObject({ id, scopes: ['gateway'] })
    const rows = await test.db.pool.query('SELECT t::text AS text FROM api_keys t UNION ALL SELECT t::text FROM audit_events t')
    expect(JSON.stringify(rows.rows)).not.toContain(secret)
    expect(await test.db.prisma.auditEvent.count({ where: { action: 'key.create', entityId: id } })).toBe(1)
  })

  it('stops opening when revoked, once', async () => {
    const { id, secret } = await create({ name: 'short-lived', scopes: ['read'] })
    const first = await revokeKey({ ctx: admin(), input: { id } })
    expect(test.replica.key(hashSecret(secret))).toBeNull()
    expect(await revokeKey({ ctx: admin(), input: { id } })).toEqual(first)
    expect(await test.db.prisma.auditEvent.count({ where: { action: 'key.revoke', entityId: id } })).toBe(1)
    for (const missing of ['nonsense', '00000000-0000-7000-8000-00000000ffff'])
      await expect(revokeKey({ ctx: admin(), input: { id: missing } })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is revoked by the first of two who do it at once, and the other hears when that was', async () => {
    const { id } = await create({ name: 'leaked', scopes: ['read'] })
    const holder = await test.db.pool.connect()
    try {
      await holder.query('BEGIN')
      await holder.query('SELECT FROM api_keys WHERE id = $1 FOR UPDATE', [id])
      const both = Promise.all([revokeKey({ ctx: admin(), input: { id } }), revokeKey({ ctx: admin(), input: { id } })])
      await vi.waitFor(async () => {
        const { rows } = await test.db.pool.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
        expect(rows).toHaveLength(2)
      }, patient)
      await holder.query('COMMIT')
      const [first, second] = await both
      expect(second).toEqual(first)
    } finally {
      holder.release(true)
    }
    expect(await test.db.prisma.auditEvent.count({ where: { action: 'key.revoke', entityId: id } })).toBe(1)
  })

  it('rotates with an overlap: both open for a while, then the new one alone', async () => {
    const lifeMs = 30 * 86_400_000
    const geo = { only: ['jurisdiction:EU27'] }
    const rights = { name: 'nightly', scopes: ['route', 'read'], subcloud: 'a', geo, rateLimit: 5 }
    const old = await create({ ...rights, expiresAt: Date.now() + lifeMs })
    const made = await rotateKey({ ctx: admin(), input: rotateKeyInput.parse({ id: old.id, overlapS: 3600 }) })
    expect(made.key).toMatchObject({ ...rights, status: 'active' })
    expect(made.key.expiresAt! - made.key.createdAt).toBe(old.key.expiresAt! - old.key.createdAt)
    expect(test.replica.key(hashSecret(old.secret))).toMatchObject({ id: old.id })
    // The same caller to leases, limits and the canary.
    expect(test.replica.key(hashSecret(made.secret))).toMatchObject({ id: old.id, scopes: rights.scopes, subcloud: 'a', geo })

    test.clock.now = Date.now() + 3_601_000
    expect(test.replica.key(hashSecret(old.secret))).toBeNull()
    const third = await rotateKey({ ctx: admin(), input: rotateKeyInput.parse({ id: made.id }) })
    for (const { secret } of [made, third]) expect(test.replica.key(hashSecret(secret))).toMatchObject({ id: old.id })
    const again = rotateKey({ ctx: admin(), input: rotateKeyInput.parse({ id: old.id }) })
    await expect(again).rejects.toMatchObject({ code: 'conflict', detail: expect.stringContaining('is expired') })
    test.clock.now = null

    const audit = await test.db.prisma.auditEvent.findFirst({ where: { action: 'key.rotate', entityId: old.id } })
    expect(audit?.detail).toMatchObject({ name: 'nightly', replacedBy: made.id })
    expect(JSON.stringify(audit?.detail)).not.toContain(made.secret)
  })

  it('an overlap never lengthens a key’s life, and none ends it at once', async () => {
    const soon = Date.now() + 60_000
    const short = await create({ name: 'short', scopes: ['read'], expiresAt: soon })
    await rotateKey({ ctx: admin(), input: rotateKeyInput.parse({ id: short.id }) })
    const { items } = await listKeys({ ctx: admin() })
    expect(items.find(({ id }) => id === short.id)).toMatchObject({ status: 'active', expiresAt: soon })
    const leaked = await create({ name: 'leaked', scopes: ['read'] })
    await rotateKey({ ctx: admin(), input: { id: leaked.id, overlapS: 0 } })
    expect(test.replica.key(hashSecret(leaked.secret))).toBeNull()
  })

  it('rotates for admins, and only what there is', async () => {
    const { id } = await create({ name: 'x', scopes: ['read'] })
    await expect(rotateKey({ ctx: test.as(ownerOfA), input: { id, overlapS: 0 } })).rejects.toMatchObject({ code: 'forbidden' })
    for (const missing of ['nonsense', '00000000-0000-7000-8000-00000000ffff'])
      await expect(rotateKey({ ctx: admin(), input: { id: missing, overlapS: 0 } })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('refuses what could not work', async () => {
    await expect(create({ name: 'x', scopes: ['owner'] })).rejects.toMatchObject({ code: 'invalid_request' })
    await expect(create({ name: 'x', scopes: ['route'], subcloud: 'missing' })).rejects.toMatchObject({ code: 'unknown_subcloud' })
    await expect(create({ name: 'x', scopes: ['route'], geo: { only: ['zone:NOWHERE'] } })).rejects.toMatchObject({
      code: 'invalid_geo_token',
    })
    await expect(create({ name: 'x', scopes: ['route'], expiresAt: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({
      code: 'invalid_request',
    })
    await expect(create({ name: 'x', scopes: ['route'], geo: { prefer: ['SA'] } })).rejects.toMatchObject({
      code: 'invalid_geo_token',
      extra: { suggestions: expect.arrayContaining(['zone:SA', 'country:SA']) },
    })
    await expect(create({ name: 'x', scopes: ['gateway'], simulated: true })).rejects.toMatchObject({ code: 'forbidden' })
    for (const input of [
      { name: '', scopes: ['read'] },
      { name: 'x', scopes: [] },
      { name: 'x', scopes: ['root'] },
      { name: 'x', scopes: ['read'], geo: { only: [] } },
      { name: 'x', scopes: ['read'], rateLimit: -1 },
    ])
      expect(createKeyInput.safeParse(input).success).toBe(false)
  })

  it('is for admins only', async () => {
    for (const actor of [ownerOfA, userOf('viewer'), keyOf(['read', 'owner', 'gateway'], 'a')]) {
      await expect(create({ name: 'x', scopes: ['read'] }, actor)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(listKeys({ ctx: test.as(actor) })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(revokeKey({ ctx: test.as(actor), input: { id: 'x' } })).rejects.toMatchObject({ code: 'forbidden' })
    }
  })
})
