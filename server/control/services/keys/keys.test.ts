import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashSecret } from '@/server/platform/auth/api-keys'
import { createTestControl, keyOf, type TestControl, userOf } from '../../testing/control'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
import { createKey } from './create'
import { listKeys } from './list'
import { revokeKey } from './revoke'
import { createKeyInput } from './schemas'

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
