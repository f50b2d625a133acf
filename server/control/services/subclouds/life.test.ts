import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Actor } from '../../actor'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
import { publishConfig } from '../config/publish'
import { latestRevision } from '../config/revision'
import { createKey } from '../keys/create'
import { createSubcloud } from './create'
import { deleteSubcloud } from './delete'
import { updateSubcloud } from './update'

let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
})
afterAll(() => test.stop())
beforeEach(() => publishSubclouds(test))

const admin = userOf('admin')
const create = (slug: string, actor: Actor = admin) =>
  createSubcloud({ ctx: test.as(actor), input: { slug, name: slug, owner: 'c@example.com', models: [] } })
const update = (slug: string, change: object, actor: Actor = admin) => updateSubcloud({ ctx: test.as(actor), input: { slug, ...change } })
const remove = (slug: string, actor: Actor = admin) => deleteSubcloud({ ctx: test.as(actor), input: { slug } })
const published = () => test.replica.snapshot().config.subclouds
const lastAudit = () => test.db.prisma.auditEvent.findFirst({ orderBy: { id: 'desc' } })

it('creates one that runs anywhere, with its audit row; a slug is taken once', async () => {
  await create('c')
  expect(published().get('c')).toMatchObject({ owner: 'c@example.com', policy: { prefer: [], fallback: 'global' } })
  expect(await lastAudit()).toMatchObject({ action: 'subcloud.create', entity: 'subcloud', entityId: 'c' })
  await expect(create('c')).rejects.toMatchObject({ code: 'conflict' })
})

it('changes what is said and keeps the rest', async () => {
  await update('a', { owner: 'new@example.com' })
  expect(published().get('a')).toMatchObject({
    owner: 'new@example.com',
    name: 'Subcloud A',
    policy: { boundary: { allow: ['jurisdiction:EU27'] } },
  })
  expect(await lastAudit()).toMatchObject({ action: 'subcloud.update', entityId: 'a', detail: { owner: 'new@example.com' } })
  await expect(update('missing', { name: 'x' })).rejects.toMatchObject({ code: 'not_found' })
})

it('deletes one that no key is bound to, and names the key where one is', async () => {
  await createKey({ ctx: test.as(admin), input: { name: 'nightly', scopes: ['route'], subcloud: 'a', simulated: false } })
  const inUse = { code: 'in_use', extra: { usedBy: ['API key nightly'] } }
  await expect(remove('a')).rejects.toMatchObject(inUse)
  const { revision, config } = await latestRevision(test.db.prisma)
  const without = { config: { ...config, subclouds: [] }, baseRevision: revision, comment: 'none' }
  await expect(publishConfig({ ctx: test.as(admin), input: without })).rejects.toMatchObject(inUse)
  await remove('b')
  expect(published().has('b')).toBe(false)
  expect(await lastAudit()).toMatchObject({ action: 'subcloud.delete', entityId: 'b' })
  await expect(remove('b')).rejects.toMatchObject({ code: 'not_found' })
})

it('all of it is for admins only', async () => {
  for (const actor of [ownerOfA, userOf('viewer')])
    for (const verb of [() => create('d', actor), () => update('a', { name: 'x' }, actor), () => remove('a', actor)])
      await expect(verb()).rejects.toMatchObject({ code: 'forbidden' })
})
