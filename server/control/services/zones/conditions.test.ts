import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RouterConditions } from '@/server/replica/router-conditions'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { readCoverage } from './coverage'
import { listZones } from './list'
import { readZone } from './read'

const model = 'llama-3.1-8b-instruct'
let test: TestControl
const admin = () => ({ ctx: test.as(userOf('admin')) })

beforeAll(async () => {
  test = await createTestControl()
})
afterAll(() => test?.stop())

const eu = { environment: 'mainnet', subcloud: null, model, zone: 'EU', since: 1, mode: 'capacity' as const, utilisationPct: 91 }
const shares = (own: number) => [
  { token: 'zone:EU', share: own },
  { token: 'zone:ME', share: 100 - own },
]

async function report(id: string, conditions: RouterConditions | { hot: string } | null, agoS = 0) {
  await test.db.pool.query(
    `INSERT INTO routers (id, advertise_url, started_at, last_seen_at, conditions) VALUES ($1, 'http://localhost', now(), now() - make_interval(secs => $2), $3)
     ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at, conditions = excluded.conditions`,
    [id, agoS, conditions && JSON.stringify(conditions)],
  )
}

it('puts together what the routers alive see, and says it of the zone', async () => {
  expect((await listZones(admin())).items.find(({ code }) => code === 'EU')!.conditions).toEqual({ hot: [], panic: null, ejected: 0 })
  const until = Date.now() + 600_000
  await report('r1', { hot: [{ ...eu, shares: shares(90) }], panic: ['ME'], ejected: [{ nodeId: '0x1', zone: 'EU', until }] })
  await report('r2', { hot: [{ ...eu, shares: shares(80) }], panic: [], ejected: [{ nodeId: '0x1', zone: 'EU', until: until + 1 }] })
  await report('r3', { hot: [{ ...eu, zone: 'NA', shares: shares(50) }], panic: ['NA'], ejected: [] }, 60)
  await report('r4', { hot: 'damaged' })
  await report('r5', null)
  test.clock.now = Date.now() + 2_000

  const { items } = await listZones(admin())
  const of = (code: string) => items.find((item) => item.code === code)!.conditions
  expect(of('EU')).toEqual({ hot: [{ ...eu, shares: shares(80) }], panic: null, ejected: 1 })
  expect(of('ME')).toEqual({ hot: [], panic: 'silent', ejected: 0 })
  expect(of('NA')).toEqual({ hot: [], panic: null, ejected: 0 })
  expect((await readZone({ ...admin(), input: { code: 'EU' } })).conditions.hot).toHaveLength(1)
})

it('says of a covered model that it is shed', async () => {
  await report('r1', { hot: [{ ...eu, shares: shares(90) }], panic: [], ejected: [] })
  const { items } = await readCoverage(admin())
  for (const row of items) expect(row.spill !== null).toBe(row.zone === 'EU' && row.model === model)
})

it('tells an isolating Subcloud’s load to those alone who reach it', async () => {
  await report('r1', { hot: [{ ...eu, subcloud: 'secret', shares: shares(70) }], panic: [], ejected: [] })
  await report('r2', null)
  test.clock.now = Date.now() + 10_000
  const hot = async (role: 'admin' | 'owner') =>
    (await listZones({ ctx: test.as(userOf(role)) })).items.find(({ code }) => code === 'EU')!.conditions.hot.length
  expect(await hot('admin')).toBe(1)
  expect(await hot('owner')).toBe(0)
})
