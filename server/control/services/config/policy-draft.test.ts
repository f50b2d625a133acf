import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../actor'
import { createTestControl, keyOf, type TestControl, userOf } from '../../testing/control'
import { putNode } from '../../testing/put-node'
import { ownerOfA, ownerOfB, publishSubclouds } from '../../testing/subclouds'
import { checkPolicyDraft } from './check-policy'
import { compareRevisions } from './compare'
import { diffPolicyDraft } from './diff-policy'
import { listPolicyHistory } from './policy-history'
import { putPolicy } from './put-policy'
import { latestRevision } from './revision'

let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
  for (const [i, country] of ['DE', 'FR', 'US'].entries()) await putNode(test, i + 1, { country })
})
afterAll(() => test.stop())

const check = (actor: Actor | null, slug: string, policy: unknown) => checkPolicyDraft({ ctx: test.as(actor), input: { slug, policy } })
const diff = (actor: Actor | null, slug: string, policy: unknown) => diffPolicyDraft({ ctx: test.as(actor), input: { slug, policy } })
const german = { boundary: { allow: ['country:DE'] } }

describe('a policy as a draft', () => {
  it('is checked with paths into itself, tests and traps included', async () => {
    expect(await check(ownerOfA, 'a', german)).toMatchObject({ ok: true, errors: [] })
    expect(await check(ownerOfA, 'a', { boundary: { allow: ['SA'] } })).toMatchObject({
      ok: false,
      errors: [{ path: 'boundary.allow[0]', code: 'invalid_geo_token', suggestions: expect.arrayContaining(['zone:SA', 'country:SA']) }],
    })
    expect(await check(ownerOfA, 'a', { boundary: { allow: ['country:DE'], deny: ['country:DE'] } })).toMatchObject({
      ok: false,
      errors: [{ path: 'boundary', code: 'boundary_empty' }],
    })
    expect(await check(ownerOfA, 'a', { ...german, tests: [{ origin: 'country:DE', model: 'llama', expect: 'NA' }] })).toMatchObject({
      ok: false,
      errors: [{ path: 'tests[0]', code: 'policy_test', message: expect.stringContaining('would get EU') }],
    })
    const trap = await check(ownerOfA, 'a', { boundary: { allow: ['zone:EU'] } })
    expect(trap.ok).toBe(true)
    expect(JSON.stringify(trap.warnings)).toContain('EU27')
  })

  it('is compared with what is in force: countries, fields and nodes', async () => {
    const found = await diff(userOf('admin'), 'a', german)
    expect(found).toMatchObject({ same: false, moved: [], zones: { changed: [] }, nodeCounts: { relabelled: 0, leaving: 1, entering: 0 } })
    expect(found.policies.touched).toEqual([
      expect.objectContaining({ by: 'Subcloud a', edited: true, lost: expect.arrayContaining(['FR']) }),
    ])
    expect(found.changes).toEqual([
      expect.objectContaining({ entity: 'subcloud', id: 'a', fields: [expect.objectContaining({ path: 'policy.boundary.allow' })] }),
    ])
    expect(found.nodes).toEqual([expect.objectContaining({ leaves: ['a'] })])
  })

  it('names no node to an owner, and counts them', async () => {
    expect(await diff(ownerOfA, 'a', german)).toMatchObject({ nodes: [], nodeCounts: { leaving: 1 } })
  })

  it('is the owner’s own: another’s answers like a missing one, readers and keys for reading are refused', async () => {
    for (const ask of [check, diff]) {
      const missing = await ask(ownerOfA, 'missing', german).catch((error: unknown) => error)
      expect(missing).toMatchObject({ code: 'not_found' })
      await expect(ask(ownerOfA, 'b', german)).rejects.toEqual(missing)
      await expect(ask(ownerOfB, 'b', german)).resolves.toBeDefined()
      for (const actor of [userOf('viewer'), keyOf(['read'])])
        await expect(ask(actor, 'a', german)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(ask(null, 'a', german)).rejects.toMatchObject({ code: 'unauthenticated' })
    }
  })
})

describe('history', () => {
  it('of a policy has the revisions that changed it, and is its owner’s own', async () => {
    const first = (await latestRevision(test.db.prisma)).revision
    const put = (slug: string, policy: unknown, baseRevision: number) =>
      putPolicy({ ctx: test.as(userOf('admin')), input: { slug, policy, baseRevision, comment: `${slug} changes` } })
    await put('b', { boundary: { allow: ['zone:NA'] }, spillBudgetPct: 5 }, first)
    const { revision } = await put('a', german, first + 1)
    const { items } = await listPolicyHistory({ ctx: test.as(ownerOfA), input: { slug: 'a' } })
    expect(items.map((item) => [item.revision, item.policy.boundary?.allow])).toEqual([
      [revision, ['country:DE']],
      [first, ['jurisdiction:EU27']],
    ])
    expect(items[0]).toMatchObject({ comment: 'a changes', actor: { id: 'user-admin@example.com' } })
    await expect(listPolicyHistory({ ctx: test.as(ownerOfA), input: { slug: 'b' } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(listPolicyHistory({ ctx: test.as(userOf('viewer')), input: { slug: 'a' } })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('lays any two revisions side by side, for admins', async () => {
    const { revision } = await latestRevision(test.db.prisma)
    const found = await compareRevisions({ ctx: test.as(userOf('admin')), input: { from: revision, to: revision - 1 } })
    expect(found.changes.map(({ entity, id }) => [entity, id])).toEqual([['subcloud', 'a']])
    await expect(compareRevisions({ ctx: test.as(userOf('admin')), input: { from: 1, to: 9999 } })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(compareRevisions({ ctx: test.as(ownerOfA), input: { from: 1, to: 1 } })).rejects.toMatchObject({ code: 'forbidden' })
  })
})
