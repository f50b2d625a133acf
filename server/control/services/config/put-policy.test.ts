import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestControl, keyOf, type TestControl, userOf } from '../../testing/control'
import { ownerOfA, ownerOfB, publishSubclouds } from '../../testing/subclouds'
import { publishConfig } from './publish'
import { putPolicy } from './put-policy'
import { readConfig } from './read'
import { latestRevision } from './revision'

let test: TestControl
let base: number
beforeAll(async () => {
  test = await createTestControl()
})
afterAll(() => test.stop())

const node = `0x${'1'.repeat(40)}`
const put = (policy: unknown, actor: Parameters<TestControl['as']>[0] = ownerOfA, slug = 'a', baseRevision = base) =>
  putPolicy({ ctx: test.as(actor), input: { slug, policy, baseRevision, comment: 'policy' } })
const policyOf = async (slug: string) => (await latestRevision(test.db.prisma)).config.subclouds.find((one) => one.slug === slug)?.policy

describe('putPolicy', () => {
  beforeEach(async () => {
    base = await publishSubclouds(test)
  })

  it('publishes the owner’s own policy, with its audit row, and leaves everything else as it was', async () => {
    const before = await policyOf('b')
    const { revision } = await put({ boundary: { allow: ['country:DE'] } })
    expect(revision).toBe(base + 1)
    expect(test.replica.snapshot().config.subclouds.get('a')?.policy.boundary).toEqual({ allow: ['country:DE'], deny: [] })
    expect(await policyOf('b')).toEqual(before)
    const audit = await test.db.prisma.auditEvent.findFirst({ where: { action: 'subcloud.policy' }, orderBy: { id: 'desc' } })
    expect(audit).toMatchObject({ entity: 'subcloud', entityId: 'a', actorId: 'user-a', detail: { revision } })
  })

  it('p03 answers for another owner’s Subcloud as for one that does not exist', async () => {
    const refusals = await Promise.all(
      [put({}, ownerOfA, 'b'), put({}, ownerOfA, 'missing'), put({}, keyOf(['owner'], 'a'), 'b')].map((each) =>
        each.catch((error: unknown) => error),
      ),
    )
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'not_found', detail: 'There is no such Subcloud.' })
    await expect(put({}, userOf('viewer'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(put({}, keyOf(['read', 'gateway']))).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('conflicts only where that same Subcloud changed since', async () => {
    await put({ prefer: ['zone:NA'] }, ownerOfB, 'b')
    await expect(put({ prefer: ['zone:EU'] })).resolves.toEqual({ revision: base + 2 })
    const refusal = await put({ prefer: ['zone:ME'] }).catch((error: unknown) => error)
    expect(refusal).toMatchObject({
      code: 'revision_conflict',
      extra: { currentRevision: base + 2, current: { subclouds: [{ slug: 'a', policy: { prefer: ['zone:EU'] } }] } },
    })
  })

  it('lets only admins say which nodes are assigned, and keeps them where nothing is said', async () => {
    await put({ participation: { assigned: [node] } }, userOf('admin'))
    await expect(put({ participation: { assigned: [] } }, ownerOfA, 'a', base + 1)).rejects.toMatchObject({ code: 'forbidden' })
    await put({ participation: { join: 'closed' } }, ownerOfA, 'a', base + 1)
    expect((await policyOf('a'))?.participation).toMatchObject({ join: 'closed', assigned: [node] })
  })

  it('t02 refuses an ambiguous token, with what to write instead', async () => {
    await expect(put({ boundary: { allow: ['NA'] } })).rejects.toMatchObject({
      code: 'invalid_config',
      detail: expect.stringMatching(/zone:NA.*country:NA|country:NA.*zone:NA/),
    })
    await put({ boundary: { allow: ['country:NA'] } })
    expect((await policyOf('a'))?.boundary?.allow).toEqual(['country:NA'])
  })

  it('refuses a boundary that leaves nothing', async () => {
    await expect(put({ boundary: { allow: ['country:DE'], deny: ['zone:EU'] } })).rejects.toMatchObject({ code: 'invalid_config' })
    for (const nothing of [null, 1, 'x', [], { prefer: 'zone:EU' }, { unknown: 1 }, { participation: 1 }])
      await expect(put(nothing)).rejects.toMatchObject({ code: 'invalid_config' })
  })

  it('shows owners the document without what is others’', async () => {
    const latest = await latestRevision(test.db.prisma)
    await publishConfig({
      ctx: test.as(userOf('admin')),
      input: {
        config: { ...latest.config, overrides: [{ cidr: '10.0.0.0/8', place: 'country:DE' }] },
        baseRevision: latest.revision,
        comment: 'override',
      },
    })
    const own = await readConfig({ ctx: test.as(ownerOfA), input: {} })
    expect(own.subclouds.map((one) => one.slug)).toEqual(['a'])
    expect(own.overrides).toEqual([])
    expect((await readConfig({ ctx: test.as(userOf('admin')), input: {} })).overrides).toHaveLength(1)
  })
})
