import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../actor'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
import { checkDraft } from '../config/check'
import { publishConfig } from '../config/publish'
import { revertConfig } from '../config/revert'
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
const create = (slug: string, actor: Actor = admin, owner = 'c@example.com') =>
  createSubcloud({ ctx: test.as(actor), input: { slug, name: slug, owner, models: [] } })
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

describe('the slug of a Subcloud that is gone', () => {
  const taken = (slug: string, owner: string) => ({
    code: 'in_use',
    detail: expect.stringContaining(`make it ${owner}’s again and then change its owner`),
    extra: { usedBy: [`Subcloud ${slug} of ${owner}, deleted`] },
  })

  it('is for whoever had it, and nobody else', async () => {
    await create('first')
    await remove('first')
    await expect(create('first', admin, 'd@example.com')).rejects.toMatchObject(taken('first', 'c@example.com'))
    await create('first', admin, 'C@Example.com')
    expect(published().get('first')).toMatchObject({ owner: 'C@Example.com' })
  })

  it('went on with a hand-over', async () => {
    await create('handed')
    await update('handed', { owner: 'd@example.com' })
    await remove('handed')
    await expect(create('handed')).rejects.toMatchObject(taken('handed', 'd@example.com'))
    await create('handed', admin, 'd@example.com')
  })

  it('comes to nobody else by a document either, and a check says so', async () => {
    await create('imported')
    await remove('imported')
    const { revision, config } = await latestRevision(test.db.prisma)
    const others = { slug: 'imported', name: 'x', owner: 'd@example.com', policy: {} }
    const document = { ...config, subclouds: [...config.subclouds, others] }
    const ctx = test.as(admin)
    await expect(publishConfig({ ctx, input: { config: document, baseRevision: revision, comment: 'x' } })).rejects.toMatchObject(
      taken('imported', 'c@example.com'),
    )
    const { ok, errors } = await checkDraft({ ctx, input: { config: document } })
    expect([ok, errors.map(({ path, code }) => `${path} ${code}`)]).toEqual([false, ['subclouds[2].slug in_use']])
  })

  it('comes back with its owner by a revert', async () => {
    const { revision } = await create('reverted')
    await remove('reverted')
    await revertConfig({ ctx: test.as(admin), input: { to: revision, comment: 'back' } })
    expect(published().get('reverted')).toMatchObject({ owner: 'c@example.com' })
    await remove('reverted')
    await expect(create('reverted', admin, 'd@example.com')).rejects.toMatchObject(taken('reverted', 'c@example.com'))
  })
})

it('all of it is for admins only', async () => {
  for (const actor of [ownerOfA, userOf('viewer')])
    for (const verb of [() => create('d', actor), () => update('a', { name: 'x' }, actor), () => remove('a', actor)])
      await expect(verb()).rejects.toMatchObject({ code: 'forbidden' })
})
