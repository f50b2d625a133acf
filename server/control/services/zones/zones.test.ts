import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { splitZone } from '@/server/core/config/edit/split-zone'
import type { Config } from '@/server/core/config/schema'
import { createTestControl, keyOf, type TestControl, userOf } from '../../testing/control'
import { logDecision } from '../../testing/decisions'
import { putNode } from '../../testing/put-node'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
import { publishConfig } from '../config/publish'
import { latestRevision } from '../config/revision'
import { listJurisdictions } from '../jurisdictions/list'
import { previewZone } from './preview'
import { unservedDemand } from './unserved'

let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
})
afterAll(() => test.stop())

const admin = () => test.as(userOf('admin'))
const refused = (act: Promise<unknown>) =>
  act.then(
    () => 'allowed',
    (error: { code: string }) => error.code,
  )

describe('unserved demand', () => {
  const log = (cell: readonly [number, number], keyId: string) => logDecision(test, { cell, keyId, originZone: null, originCountry: 'KE' })

  it('shows a cell only where three tenants use it, else its country, and clusters what is near', async () => {
    for (const keyId of ['k1', 'k2', 'k3']) await log([73, -3], keyId)
    for (const keyId of ['k1', 'k2', 'k3']) await log([75, -2], keyId)
    await log([-100, 20], 'k1')
    await log([-100, 20], 'k1')
    await log([-100, 20], 'k2')
    await logDecision(test, { cell: [4, 97], keyId: 'k1' })
    const found = await unservedDemand({ ctx: admin() })
    expect(found).toMatchObject({ decisions: 10, unserved: 9, countries: [{ code: 'KE', jobs: 3 }], unknown: 0 })
    expect(found.clusters).toEqual([
      {
        jobs: 6,
        countries: [{ code: 'KE', jobs: 6 }],
        near: null,
        centre: [37.25, -1],
        bounds: { west: 36.5, south: -1.5, east: 38, north: -0.5 },
        cells: [
          { at: [36.75, -1.25], jobs: 3 },
          { at: [37.75, -0.75], jobs: 3 },
        ],
        simulated: false,
      },
    ])
    expect(JSON.stringify(found)).not.toContain('-49.75')
  })

  it('is for admins', async () => {
    for (const actor of [ownerOfA, userOf('viewer'), keyOf(['read'])])
      expect(await refused(unservedDemand({ ctx: test.as(actor) }))).toBe('forbidden')
  })
})

describe('a draft zone', () => {
  const draft = async (): Promise<Config> => (await latestRevision(test.db.prisma)).config

  it('is told what it would have, and refused where it is not in the draft', async () => {
    const config = await draft()
    const seen = await previewZone({ ctx: admin(), input: { config, code: 'EU' } })
    expect(seen).toMatchObject({ nodes: { total: 0, joining: 0, leaving: 0 }, supply: { nodes: 0 }, target: { nodes: 5, operators: 3 } })
    expect(seen.models.map(({ model, met }) => [model, met])).toEqual([['llama', false]])
    expect(await refused(previewZone({ ctx: admin(), input: { config, code: 'EU-W' } }))).toBe('not_found')
    expect(await refused(previewZone({ ctx: admin(), input: { config: { zones: 1 }, code: 'EU' } }))).toBe('invalid_config')
  })

  it('counts whom it would gain and lose, those of zones within it too', async () => {
    for (const [n, country] of ['DE', 'FR', 'US'].entries()) await putNode(test, n + 1, { country })
    await putNode(test, 4, { country: 'DE', status: 'left' })
    const config = await draft()
    const zones = config.zones.map((zone) => (zone.code === 'EU' ? { ...zone, countries: ['FR'] } : zone))
    const within = { ...zones[0]!, code: 'EU-W', name: 'West', parent: 'EU', countries: ['US'] }
    const preview = (code: string) => previewZone({ ctx: admin(), input: { config: { ...config, zones: [...zones, within] }, code } })
    expect(await preview('EU')).toMatchObject({ nodes: { total: 2, joining: 1, leaving: 1 }, supply: { nodes: 2 } })
    expect((await preview('EU')).models).toMatchObject([{ model: 'llama', live: 2 }])
    expect(await preview('EU-W')).toMatchObject({ nodes: { total: 1, joining: 1, leaving: 0 } })
  })

  it('is for admins', async () => {
    const config = await draft()
    for (const actor of [ownerOfA, userOf('viewer'), keyOf(['owner'], 'a')])
      expect(await refused(previewZone({ ctx: test.as(actor), input: { config, code: 'EU' } }))).toBe('forbidden')
  })
})

describe('jurisdictions', () => {
  it('name who depends on them, of other people’s Subclouds nothing', async () => {
    const usedBy = async (actor: Parameters<TestControl['as']>[0]) =>
      (await listJurisdictions({ ctx: test.as(actor) })).items.find(({ code }) => code === 'EU27')!.usedBy
    expect(await usedBy(userOf('admin'))).toEqual(['Subcloud a'])
    expect(await usedBy(ownerOfA)).toEqual(['Subcloud a'])
    expect(await usedBy({ ...ownerOfA, email: 'b@example.com' })).toEqual([])
  })

  it('are overdue a year after their review', async () => {
    test.clock.now = Date.parse('2027-06-15T12:00:00Z')
    expect((await listJurisdictions({ ctx: admin() })).items.every(({ reviewOverdue }) => !reviewOverdue)).toBe(true)
    test.clock.now = Date.parse('2027-06-16T12:00:00Z')
    expect((await listJurisdictions({ ctx: admin() })).items.every(({ reviewOverdue }) => reviewOverdue)).toBe(true)
    test.clock.now = null
  })
})

it('z14 a split publishes, and policies on the parent go on', async () => {
  const { config, revision } = await latestRevision(test.db.prisma)
  const zone = config.zones.find(({ code }) => code === 'NA')!
  const part = (code: string, countries: string[]) => ({ code, name: code, countries, subdivisions: [], polygons: null, anchors: [] })
  const split = splitZone(
    config,
    'NA',
    [
      part('NA-N', ['US', 'CA']),
      part(
        'NA-S',
        zone.countries.filter((code) => code !== 'US' && code !== 'CA'),
      ),
    ],
    'children',
  )
  if (!split.ok) throw new Error(split.message)
  await publishConfig({ ctx: admin(), input: { config: split.config, baseRevision: revision, comment: 'two halves' } })
  const { config: inForce } = test.replica.snapshot()
  expect([...inForce.zones.get('NA')!.descendants].sort()).toEqual(['NA', 'NA-N', 'NA-S'])
  expect(inForce.subclouds.get('b')!.policy.boundary!.allow).toEqual(['zone:NA'])
  expect(inForce.zoneByCountry.get('US')).toBe('NA-N')
})
