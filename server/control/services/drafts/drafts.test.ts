import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../actor'
import { createTestControl, keyOf, type TestControl, userOf } from '../../testing/control'
import { ownerOfA, ownerOfB, publishSubclouds } from '../../testing/subclouds'
import { discardDraft } from './discard'
import { getDraft } from './get'
import { listDrafts } from './list'
import { readDraft } from './read'
import { saveDraft } from './save'
import type { DraftScope } from './schemas'

let test: TestControl
let revision: number
const [anna, ben] = [userOf('admin', 'anna@example.com'), userOf('admin', 'ben@example.com')]
beforeAll(async () => {
  test = await createTestControl()
  revision = await publishSubclouds(test)
  for (const { id, email, name } of [anna, ben, ownerOfA, ownerOfB] as { id: string; email: string; name: string }[])
    await test.db.prisma.user.create({ data: { id, email, name } })
})
afterAll(() => test.stop())
beforeEach(() => test.db.prisma.configDraft.deleteMany())

const save = (actor: Actor | null, scope: DraftScope, document: Record<string, unknown>, version: number | null = null) =>
  saveDraft({ ctx: test.as(actor), input: { scope, baseRevision: revision, version, document } })
const get = (actor: Actor | null, scope: DraftScope) => getDraft({ ctx: test.as(actor), input: { scope } })

describe('a draft', () => {
  it('is kept as typed, valid or not, until it is discarded', async () => {
    expect(await get(anna, 'config')).toBeNull()
    const first = await save(anna, 'config', { zones: 'not yet' })
    expect(first.version).toBe(1)
    const second = await save(anna, 'config', { zones: [] }, 1)
    expect(second).toMatchObject({ id: first.id, version: 2 })
    expect(await get(anna, 'config')).toMatchObject({
      ...second,
      scope: 'config',
      baseRevision: revision,
      mine: true,
      by: { name: 'anna@example.com' },
      document: { zones: [] },
    })
    expect(await discardDraft({ ctx: test.as(anna), input: { scope: 'config' } })).toEqual({ discarded: true })
    expect(await get(anna, 'config')).toBeNull()
    expect(await discardDraft({ ctx: test.as(anna), input: { scope: 'config' } })).toEqual({ discarded: false })
  })

  it('is not overwritten by a second tab that did not see the first’s save', async () => {
    await save(anna, 'config', { from: 'tab 1' })
    await expect(save(anna, 'config', { from: 'tab 2' })).rejects.toMatchObject({ code: 'conflict' })
    await save(anna, 'config', { from: 'tab 1 again' }, 1)
    await expect(save(anna, 'config', { from: 'tab 2' }, 1)).rejects.toMatchObject({ code: 'conflict' })
    expect(await get(anna, 'config')).toMatchObject({ version: 2, document: { from: 'tab 1 again' } })
  })

  it('of two first saves at once one wins', async () => {
    const results = await Promise.allSettled([save(anna, 'config', { n: 1 }), save(anna, 'config', { n: 2 })])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('is each person’s own, and seen by others with who and when', async () => {
    await save(anna, 'config', { by: 'anna' })
    await save(ben, 'config', { by: 'ben' })
    expect(await get(ben, 'config')).toMatchObject({ document: { by: 'ben' } })
    const { items } = await listDrafts({ ctx: test.as(ben), input: {} })
    expect(items.map(({ by, mine }) => [by.name, mine])).toEqual([
      ['ben@example.com', true],
      ['anna@example.com', false],
    ])
    expect(items[1]).not.toHaveProperty('document')
    expect(await readDraft({ ctx: test.as(ben), input: { id: items[1]!.id } })).toMatchObject({ mine: false, document: { by: 'anna' } })
  })

  it('goes with its author', async () => {
    await test.db.prisma.user.create({ data: { id: 'user-gone', email: 'gone@example.com', name: 'gone' } })
    await save(userOf('admin', 'gone'), 'config', {})
    expect(await test.db.prisma.configDraft.count()).toBe(1)
    await test.db.prisma.user.delete({ where: { id: 'user-gone' } })
    expect(await test.db.prisma.configDraft.count()).toBe(0)
  })
})

describe('who may', () => {
  it('owners draft and see their own Subclouds only; what is foreign answers like what is missing', async () => {
    await save(ownerOfA, 'subcloud:a', { isolate: true })
    await save(anna, 'subcloud:a', { isolate: false })
    await save(anna, 'subcloud:b', {})
    const admins = await save(anna, 'config', {})
    const { items } = await listDrafts({ ctx: test.as(ownerOfA), input: {} })
    expect(items.map(({ scope, by }) => [scope, by.name])).toEqual([
      ['subcloud:a', 'anna@example.com'],
      ['subcloud:a', 'a@example.com'],
    ])
    const missing = await get(ownerOfA, 'subcloud:missing').catch((error: unknown) => error)
    expect(missing).toMatchObject({ code: 'not_found' })
    const refusals = [
      get(ownerOfA, 'subcloud:b'),
      save(ownerOfA, 'subcloud:b', {}),
      listDrafts({ ctx: test.as(ownerOfA), input: { scope: 'subcloud:b' } }),
      discardDraft({ ctx: test.as(ownerOfA), input: { scope: 'subcloud:b' } }),
    ]
    for (const refusal of await Promise.allSettled(refusals)) expect(refusal).toEqual({ status: 'rejected', reason: missing })
    await expect(readDraft({ ctx: test.as(ownerOfA), input: { id: admins.id } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(save(ownerOfA, 'config', {})).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('viewers, keys and strangers have none', async () => {
    await expect(save(userOf('viewer'), 'config', {})).rejects.toMatchObject({ code: 'forbidden' })
    await expect(save(keyOf(['admin']), 'config', {})).rejects.toMatchObject({ code: 'forbidden' })
    await expect(save(null, 'config', {})).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

describe('what cannot be kept', () => {
  const deep = (levels: number): Record<string, unknown> => (levels === 0 ? {} : { in: deep(levels - 1) })
  it.each([
    ['a document that is too deep', deep(40), 'invalid_request'],
    ['a policy of over a mebibyte', { note: 'x'.repeat(1024 * 1024) }, 'too_large'],
    ['a character that Postgres has none of', { note: '\u0000' }, 'invalid_request'],
    ['half a character', { note: '\ud800' }, 'invalid_request'],
  ])('%s', async (_name, document, code) => {
    await expect(save(anna, 'subcloud:a', document)).rejects.toMatchObject({ code })
  })

  it('but a backslash and what may follow it can', async () => {
    const document = { note: String.raw`\u0000 and \ud800 as somebody typed them` }
    const { id } = await save(anna, 'subcloud:b', document)
    expect(await readDraft({ ctx: test.as(anna), input: { id } })).toMatchObject({ document })
  })

  it('a draft of a revision that never was', async () => {
    const input = { scope: 'config' as const, baseRevision: revision + 100, version: null, document: {} }
    await expect(saveDraft({ ctx: test.as(anna), input })).rejects.toMatchObject({ code: 'not_found' })
  })
})
