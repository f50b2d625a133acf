import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policySchema } from '@/server/core/config/schema'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
import { listSubclouds } from './list'
import { readSubcloud } from './read'

let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test, (config) => ({
    ...config,
    platform: { ...config.platform, boundary: { allow: [], deny: ['country:FR'] } },
    subclouds: config.subclouds.map((one) =>
      one.slug === 'b'
        ? { ...one, policy: policySchema.parse({ prefer: ['zone:NA'], fallback: 'none', minTrust: 'unverified' }) }
        : { ...one, policy: { ...one.policy, prefer: ['zone:EU', 'zone:SEA'], fallback: 'adjacent' as const } },
    ),
  }))
})
afterAll(() => test.stop())

const read = (slug: string, actor: Parameters<TestControl['as']>[0] = userOf('admin')) =>
  readSubcloud({ ctx: test.as(actor), input: { slug } })

describe('readSubcloud', () => {
  it('resolves the boundary under the platform’s, token by token and as a whole', async () => {
    const { countries, boundary } = await read('a')
    expect(countries).toContain('DE')
    expect(countries).not.toContain('FR')
    expect(boundary.areas.map(({ layer, kind, token }) => `${layer} ${kind} ${token}`)).toEqual([
      'platform deny country:FR',
      'subcloud allow jurisdiction:EU27',
    ])
    expect(boundary.areas[1]?.countries).toEqual(expect.arrayContaining(['DE', 'FR', 'IE']))
  })

  it('shows the ladder with what cuts each rung: the boundary before the fallback', async () => {
    const { ladder } = await read('a')
    expect(ladder[0]).toEqual({ rung: 'preferred', token: 'zone:EU', cut: null })
    // SEA is preferred and yet no second rung; SA shares French Guiana with EU27.
    expect(ladder.slice(1, -1)).toEqual([
      { rung: 'adjacent', token: 'zone:ME', cut: 'boundary' },
      { rung: 'adjacent', token: 'zone:NA', cut: 'boundary' },
      { rung: 'adjacent', token: 'zone:SA', cut: null },
      { rung: 'adjacent', token: 'zone:SEA', cut: 'boundary' },
    ])
    expect(ladder.at(-1)).toEqual({ rung: 'global', token: '*', cut: 'fallback' })
  })

  it('cuts everything after the first rung where there is no fallback, and warns that a preference is no boundary', async () => {
    const { ladder, traps } = await read('b')
    expect(ladder.slice(1).every(({ cut }) => cut === 'fallback')).toBe(true)
    expect(traps.join(' ')).toContain('not a boundary')
  })

  it('asks for the trust that the platform’s boundary asks for', async () => {
    expect((await read('b')).minTrust).toBe('consistent')
  })

  it('p03 answers an owner for another’s Subcloud as for none, and lists only their own', async () => {
    await expect(read('b', ownerOfA)).rejects.toMatchObject({ code: 'not_found', detail: 'There is no such Subcloud.' })
    const { items } = await listSubclouds({ ctx: test.as(ownerOfA) })
    expect(items.map(({ slug }) => slug)).toEqual(['a'])
  })

  it('keeps the traps, which may name nodes, from viewers', async () => {
    expect((await read('b', userOf('viewer'))).traps).toEqual([])
  })
})
