import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../actor'
import { createTestControl, keyOf, type TestControl, userOf } from '../../testing/control'
import { nodeIdOf, putNode } from '../../testing/put-node'
import { ownerOfA, ownerOfB, publishSubclouds } from '../../testing/subclouds'
import { previewPolicy } from './preview-policy'
import { previewPolicyInput } from './schemas'
import { weighPolicy } from './weigh-policy'

let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
  await putNode(test, 1, { country: 'DE', joins: ['a'] })
  await putNode(test, 2, { country: 'FR' })
  await putNode(test, 3, { country: 'GB', joins: ['a'] })
  await putNode(test, 4, { country: 'US' })
})
afterAll(() => test.stop())

const weigh = (policy: unknown, actor: Actor | null = ownerOfA, slug = 'a') => weighPolicy({ ctx: test.as(actor), input: { slug, policy } })
const sound = async (policy: unknown) => {
  const report = await weigh(policy)
  if (!report.parsed) throw new Error(JSON.stringify(report.findings))
  return report
}

describe('weighPolicy', () => {
  it('counts who could serve it, against what is published, and the nearest misses', async () => {
    const { fleet } = await sound({ boundary: { allow: ['country:DE', 'country:GB'] } })
    expect(fleet).toMatchObject({ live: 4, eligible: 2, eligibleNow: 2, gained: 1, lost: 1 })
    expect(fleet.misses).toEqual([{ filter: 'boundary', count: 2, zones: ['EU', 'NA'] }])
    expect(fleet.losers).toEqual([{ id: nodeIdOf(2), zone: 'EU', filter: 'boundary' }])
  })

  it('says what each level of trust would cost', async () => {
    const { fleet, minTrust } = await sound({ boundary: { allow: ['jurisdiction:EU27'] }, minTrust: 'verified' })
    expect([minTrust, fleet.eligible]).toEqual(['verified', 0])
    expect(fleet.byTrust).toEqual({ verified: 0, consistent: 2, unverified: 2 })
    expect(fleet.misses).toContainEqual({ filter: 'trust', count: 2, zones: ['EU'] })
  })

  it('says what isolation takes from the global pool, zone by zone', async () => {
    const { fleet } = await sound({ isolate: true })
    expect(fleet.globalPool).toEqual([{ zone: 'EU', now: 3, drafted: 1, target: 5 }])
    expect(fleet).toMatchObject({ members: 2, membersNow: 4 })
    expect((await sound({})).fleet.globalPool).toEqual([])
  })

  it('runs the tests under the draft; one that does not hold is an error with its path', async () => {
    const tests = [
      { origin: 'country:FR', model: 'llama', expect: 'EU' },
      { name: 'Americans stay out', origin: 'country:US', model: 'llama', expect: 'refused' },
    ]
    const report = await sound({ boundary: { allow: ['jurisdiction:EU27'] }, tests })
    expect(report.tests).toEqual([
      { got: 'EU', passes: true },
      { got: 'EU', passes: false },
    ])
    expect(report.findings).toEqual([
      expect.objectContaining({
        severity: 'error',
        code: 'policy_test',
        path: 'tests[1]',
        message: expect.stringContaining('Americans stay out'),
      }),
    ])
    const mended = await sound({ boundary: { allow: ['jurisdiction:EU27'] }, originDeny: ['country:US'], tests })
    expect(mended.tests.every(({ passes }) => passes)).toBe(true)
  })

  it('warns of the trap, with the way out', async () => {
    const { findings } = await sound({ boundary: { allow: ['zone:EU'] } })
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'covers_less',
        fix: { label: 'Use jurisdiction:EU27', path: 'boundary.allow[0]', value: 'jurisdiction:EU27' },
      }),
    ])
  })

  it('answers what does not parse with paths, and an empty boundary with what conflicts', async () => {
    expect(await weigh({ boundary: { allow: ['NA'] }, colour: 'red' })).toMatchObject({
      parsed: false,
      findings: expect.arrayContaining([expect.objectContaining({ path: 'boundary.allow[0]', suggestions: ['zone:NA', 'country:NA'] })]),
    })
    for (const nothing of [null, 1, [], 'x']) expect(await weigh(nothing)).toMatchObject({ parsed: false })
    const empty = await sound({ boundary: { allow: ['country:DE'], deny: ['zone:EU'] } })
    expect(empty).toMatchObject({ countries: [], ladder: [], fleet: { eligible: 0 } })
    expect(empty.boundary.conflict).not.toEqual([])
  })

  it('p03 is the owner’s own, and nothing for who only reads', async () => {
    for (const [actor, slug] of [
      [ownerOfB, 'a'],
      [ownerOfA, 'missing'],
      [keyOf(['owner'], 'b'), 'a'],
    ] as const)
      await expect(weigh({}, actor, slug)).rejects.toMatchObject({ code: 'not_found', detail: 'There is no such Subcloud.' })
    await expect(weigh({}, userOf('viewer'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(weigh({}, null)).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

describe('previewPolicy', () => {
  const preview = (policy: unknown, more: object = {}, actor: Actor | null = ownerOfA, slug = 'a') =>
    previewPolicy({ ctx: test.as(actor), input: previewPolicyInput.parse({ slug, policy, origin: 'country:US', model: 'llama', ...more }) })

  it('answers one request under the draft, with the clause that decides, and publishes nothing', async () => {
    const served = await preview({ boundary: { allow: ['country:FR'] } })
    expect(served).toMatchObject({ ok: true, answer: { decision: { outcome: 'routed', servedCountry: 'FR' } } })
    expect(served.ok && served.clauses).toContainEqual(expect.objectContaining({ path: 'boundary.allow[0]' }))
    const refused = await preview({ boundary: { allow: ['country:IT'] } })
    expect(refused).toMatchObject({
      ok: true,
      answer: { decision: { refusal: { code: 'geo_unsatisfiable' } } },
      clauses: [{ path: 'boundary' }],
    })
    expect(test.replica.snapshot().config.subclouds.get('a')?.policy.boundary?.allow).toEqual(['jurisdiction:EU27'])
  })

  it('says what cannot be asked', async () => {
    expect(await preview({ prefer: 'zone:EU' })).toMatchObject({ ok: false })
    expect(await preview({}, { origin: 'zone:NOWHERE' })).toMatchObject({ ok: false, problems: [expect.stringContaining('NOWHERE')] })
  })

  it('names no node to an owner that only the draft would make a member', async () => {
    await publishSubclouds(test, (config) => ({
      ...config,
      subclouds: config.subclouds.map((one) => ({
        ...one,
        policy: { ...one.policy, participation: { ...one.policy.participation, join: 'closed' as const } },
      })),
    }))
    const opened = await preview({}, { gate: 'on' })
    expect(opened).toMatchObject({ ok: true, answer: { decision: { outcome: 'routed', nodeId: null } } })
    expect(JSON.stringify(opened)).not.toContain('0x')
  })

  it('p03 is the owner’s own, and nothing for who only reads', async () => {
    await expect(preview({}, {}, ownerOfB)).rejects.toMatchObject({ code: 'not_found', detail: 'There is no such Subcloud.' })
    await expect(preview({}, {}, userOf('viewer'))).rejects.toMatchObject({ code: 'forbidden' })
  })
})
