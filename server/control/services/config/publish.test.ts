import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Config } from '@/server/core/config/schema'
import { createTestControl, keyOf, type TestControl, userOf } from '../../testing/control'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
import { diffDraft } from './diff'
import { listHistory } from './history'
import { publishConfig } from './publish'
import { readConfig } from './read'
import { revertConfig } from './revert'
import { latestRevision } from './revision'

let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
})
afterAll(() => test.stop())

const admin = () => test.as(userOf('admin'))
const publish = (config: unknown, baseRevision: number, comment = 'a change') =>
  publishConfig({ ctx: admin(), input: { config, baseRevision, comment } })

describe('publish', () => {
  let base: { revision: number; config: Config }
  beforeEach(async () => {
    await publishSubclouds(test)
    base = await latestRevision(test.db.prisma)
  })

  it('makes the next revision, in force at once, with its audit row', async () => {
    const { revision } = await publish({ ...base.config, models: ['llama', 'other'], revision: 999 }, base.revision, 'another model')
    expect(revision).toBe(base.revision + 1)
    expect(test.replica.snapshot().config).toMatchObject({ revision, models: new Set(['llama', 'other']) })
    const audit = await test.db.prisma.auditEvent.findFirst({ where: { entity: 'config', entityId: String(revision) } })
    expect(audit).toMatchObject({ action: 'config.publish', actorId: 'user-admin@example.com', requestId: 'test' })
    const history = await listHistory({ ctx: admin(), input: { limit: 1 } })
    expect(history.items[0]).toMatchObject({ revision, basedOn: base.revision, comment: 'another model' })
  })

  it('z13 refuses to drop a zone that a policy names, and names the policy', async () => {
    const zones = base.config.zones
      .filter((zone) => zone.code !== 'NA')
      .map((zone) => ({ ...zone, neighbours: zone.neighbours.filter((code) => code !== 'NA') }))
    const refusal = await publish({ ...base.config, zones }, base.revision).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'in_use', extra: { usedBy: [expect.stringContaining('Subcloud b')] } })
    expect((await latestRevision(test.db.prisma)).revision).toBe(base.revision)
  })

  it('z13 refuses to drop a zone that an API key is narrowed to', async () => {
    const { createKey } = await import('../keys/create')
    await createKey({ ctx: admin(), input: { name: 'only south', scopes: ['route'], geo: { only: ['zone:SA'] }, simulated: false } })
    const zones = base.config.zones
      .filter((zone) => zone.code !== 'SA')
      .map((zone) => ({ ...zone, neighbours: zone.neighbours.filter((code) => code !== 'SA') }))
    await expect(publish({ ...base.config, zones }, base.revision)).rejects.toMatchObject({
      code: 'in_use',
      extra: { usedBy: [expect.stringContaining('only south')] },
    })
  })

  it('z16 of two admins on one base one wins, and the other gets both versions', async () => {
    const mine = { ...base.config, models: ['llama', 'mine'] }
    const yours = { ...base.config, models: ['llama', 'yours'] }
    const results = await Promise.allSettled([publish(mine, base.revision), publish(yours, base.revision)])
    const won = results.filter((result) => result.status === 'fulfilled')
    const lost = results.find((result) => result.status === 'rejected')
    expect(won).toEqual([{ status: 'fulfilled', value: { revision: base.revision + 1 } }])
    const winner = (await latestRevision(test.db.prisma)).config.models
    const loser = winner.includes('mine') ? 'yours' : 'mine'
    expect(lost?.reason).toMatchObject({
      code: 'revision_conflict',
      extra: {
        baseRevision: base.revision,
        currentRevision: base.revision + 1,
        current: { revision: base.revision + 1, models: winner },
        submitted: { models: ['llama', loser] },
      },
    })
  })

  it('z17 reverting makes a new revision that is equal in every field but its number', async () => {
    await publish({ ...base.config, models: ['llama', 'eight'] }, base.revision)
    await publish({ ...base.config, models: ['llama', 'nine'] }, base.revision + 1)
    const { revision } = await revertConfig({ ctx: admin(), input: { to: base.revision, comment: 'back' } })
    expect(revision).toBe(base.revision + 3)
    const [old, now] = await Promise.all(
      [base.revision, revision].map((number) => readConfig({ ctx: admin(), input: { revision: number } })),
    )
    expect({ ...now, revision: 0 }).toEqual({ ...old, revision: 0 })
    expect(test.replica.snapshot().config).toMatchObject({
      revision,
      source: old ? expect.objectContaining({ models: ['llama'] }) : undefined,
    })
    for (const to of [10_000, 1e15])
      await expect(revertConfig({ ctx: admin(), input: { to, comment: 'nowhere' } })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('t02 refuses a bare NA in a boundary as ambiguous', async () => {
    const subclouds = base.config.subclouds.map((one) => ({ ...one, policy: { ...one.policy, boundary: { allow: ['NA'], deny: [] } } }))
    const refusal = await publish({ ...base.config, subclouds }, base.revision).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'invalid_config' })
    const { errors } = (refusal as { extra: { errors: { path: string; suggestions: string[] }[] } }).extra
    expect(errors[0]).toMatchObject({
      path: 'subclouds[0].policy.boundary.allow[0]',
      suggestions: expect.arrayContaining(['zone:NA', 'country:NA']),
    })
  })

  it('a policy’s test that does not hold keeps the configuration from being published', async () => {
    const withTest = (expected: string) => ({
      ...base.config,
      subclouds: base.config.subclouds.map((one) =>
        one.slug === 'a' ? { ...one, policy: { ...one.policy, tests: [{ origin: 'country:FR', model: 'llama', expect: expected }] } } : one,
      ),
    })
    await expect(publish(withTest('NA'), base.revision)).rejects.toMatchObject({
      code: 'invalid_config',
      extra: { errors: [expect.objectContaining({ code: 'policy_test' })] },
    })
    await expect(publish(withTest('EU'), base.revision)).resolves.toEqual({ revision: base.revision + 1 })
  })

  it('no zones at all is no configuration', async () => {
    await expect(publish({ ...base.config, zones: [], subclouds: [] }, base.revision)).rejects.toMatchObject({ code: 'invalid_config' })
    await expect(publish({ zones: [] }, base.revision)).rejects.toMatchObject({ code: 'invalid_config' })
    for (const nothing of [null, 1, 'x', [], {}])
      await expect(publish(nothing, base.revision)).rejects.toMatchObject({ code: 'invalid_config' })
  })

  it('j05 a diff that drops a country from EU27 names the policies and nodes that feel it', async () => {
    const jurisdictions = base.config.jurisdictions.map((one) =>
      one.code === 'EU27' ? { ...one, countries: one.countries.filter((code) => code !== 'HU') } : one,
    )
    const diff = await diffDraft({ ctx: admin(), input: { config: { ...base.config, jurisdictions } } })
    expect(diff.jurisdictions.changed).toEqual([expect.objectContaining({ code: 'EU27', lost: ['HU'] })])
    expect(JSON.stringify(diff.policies.touched)).toContain('Subcloud a')
    expect(diff).toMatchObject({ baseRevision: base.revision, same: false, nodes: [] })
  })

  it('is for admins only', async () => {
    for (const actor of [ownerOfA, userOf('viewer'), keyOf(['read', 'gateway', 'owner'], 'a')]) {
      await expect(
        publishConfig({ ctx: test.as(actor), input: { config: base.config, baseRevision: base.revision, comment: 'x' } }),
      ).rejects.toMatchObject({ code: 'forbidden' })
      await expect(revertConfig({ ctx: test.as(actor), input: { to: 1, comment: 'x' } })).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(
      publishConfig({ ctx: test.as(null), input: { config: base.config, baseRevision: base.revision, comment: 'x' } }),
    ).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})
