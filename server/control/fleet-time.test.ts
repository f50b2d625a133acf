import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { fleetTime } from './fleet-time'
import { listNodes } from './services/nodes/list'
import { listNodesInput } from './services/nodes/schemas'
import { readStrip } from './services/stats/strip'
import { listSubclouds } from './services/subclouds/list'
import { listZones } from './services/zones/list'
import { createTestControl, type TestControl, userOf } from './testing/control'
import { nodeIdOf, putNode } from './testing/put-node'
import { publishSubclouds } from './testing/subclouds'

const dayMs = 86_400_000
let test: TestControl

beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
  await putNode(test, 1, { country: 'DE', joins: ['a'] })
  await test.replica.refresh()
})
afterAll(() => test?.stop())

/** What each screen says of the one node that there is. */
async function said() {
  const ctx = test.as(userOf('admin'))
  const [strip, nodes, zones, subclouds] = await Promise.all([
    readStrip({ ctx, input: {} }),
    listNodes({ ctx, input: listNodesInput.parse({ condition: 'live' }) }),
    listZones({ ctx }),
    listSubclouds({ ctx }),
  ])
  return [
    strip.nodes.live,
    nodes.items.length,
    zones.items.find(({ code }) => code === 'EU')?.nodes.live,
    subclouds.items.find(({ slug }) => slug === 'a')?.members.live,
  ]
}

it('while Postgres is away the fleet is shown as it was known, not as falling silent', async () => {
  expect((await listNodes({ ctx: test.as(userOf('admin')), input: listNodesInput.parse({}) })).items.map(({ id }) => id)).toEqual([
    nodeIdOf(1),
  ])
  const heardAt = Date.now()
  const status = test.replica.status()
  const away = vi.spyOn(test.replica, 'status').mockReturnValue({ ...status, connected: false, refreshedAt: heardAt })
  test.clock.now = heardAt + 2 * dayMs
  expect(fleetTime(test.control)).toBe(heardAt)
  expect(await said()).toEqual([1, 1, 1, 1])
  away.mockRestore()
  test.clock.now = heardAt + 2 * dayMs + 10_000
  expect(await said()).toEqual([0, 0, 0, 0])
})

it('says of traffic that it is not known then, not that there is none', async () => {
  const away = vi.spyOn(test.replica, 'status').mockReturnValue({ ...test.replica.status(), connected: false })
  const pool = { query: () => Promise.reject(new Error('away')) } as unknown as Pool
  const ctx = { ...test.as(userOf('admin')), control: { ...test.control, pool } }
  expect(await readStrip({ ctx, input: {} })).toMatchObject({ decisionsPerS: null, sample: null, refusedPct: null, connected: false })
  away.mockRestore()
})
