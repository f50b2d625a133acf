import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestControl, keyOf, type TestControl, userOf } from '../../testing/control'
import { ownerOfA } from '../../testing/subclouds'
import { createMember } from './create'
import { listMembers } from './list'
import { createMemberInput } from './schemas'
import { setRole } from './set-role'

let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
})
afterAll(() => test.stop())

const admin = () => test.as(userOf('admin'))
const create = (email: string, role: 'admin' | 'owner' | 'viewer' = 'viewer', actor: Parameters<TestControl['as']>[0] = userOf('admin')) =>
  createMember({ ctx: test.as(actor), input: createMemberInput.parse({ email, name: 'Somebody', role }) })

async function canSignIn(email: string, password: string): Promise<boolean> {
  const request = new Request('http://geo.test/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  return (await test.control.auth.handle(request, { address: null, requestId: 'test' })).ok
}

describe('members', () => {
  it('can sign in with the password that was answered once, and is written down', async () => {
    const made = await create('Owner@Example.com', 'owner')
    expect(made).toMatchObject({ email: 'owner@example.com', role: 'owner' })
    expect(await canSignIn('owner@example.com', made.password ?? '')).toBe(true)
    const audit = await test.db.prisma.auditEvent.findFirst({ where: { action: 'member.create', entityId: made.id } })
    expect(audit?.actorId).toBe('user-admin@example.com')
    expect(inspect(audit, { depth: null })).not.toContain(made.password)
    const { items } = await listMembers({ ctx: admin() })
    expect(items.find((member) => member.id === made.id)).toMatchObject({ role: 'owner', lastSignInAt: expect.any(Number) })
    await expect(create('owner@example.com')).rejects.toMatchObject({ code: 'conflict' })
  })

  it('changes roles, but never leaves the installation without an admin', async () => {
    const { id } = await create('second@example.com')
    const first = (await listMembers({ ctx: admin() })).items.find((member) => member.role === 'admin')?.id ?? ''
    await expect(setRole({ ctx: admin(), input: { id: first, role: 'viewer' } })).rejects.toMatchObject({ code: 'conflict' })
    await setRole({ ctx: admin(), input: { id, role: 'admin' } })
    expect(await setRole({ ctx: admin(), input: { id: first, role: 'viewer' } })).toEqual({ id: first, role: 'viewer' })
    expect(await test.db.prisma.auditEvent.count({ where: { action: 'member.role' } })).toBe(2)
    await expect(setRole({ ctx: admin(), input: { id: 'missing', role: 'viewer' } })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is for admins only', async () => {
    for (const actor of [ownerOfA, userOf('viewer'), keyOf(['read', 'owner'], 'a')]) {
      await expect(create('x@example.com', 'admin', actor)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(setRole({ ctx: test.as(actor), input: { id: 'x', role: 'admin' } })).rejects.toMatchObject({ code: 'forbidden' })
    }
  })
})
