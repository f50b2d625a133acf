import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { nodeIdOf, putNode } from '../../testing/put-node'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
import { listNodes } from './list'
import { nodePlaces } from './places'
import { readNode } from './read'
import { listNodesInput, nodePlacesInput } from './schemas'

let test: TestControl
const admin = () => test.as(userOf('admin'))
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
  for (const [n, country] of ['DE', 'DE', 'FR', 'US'].entries()) await putNode(test, n + 1, { country, joins: n === 0 ? ['a'] : [] })
  await putNode(test, 5, { country: 'FR', status: 'left' })
  await test.db.pool.query(
    `UPDATE nodes SET gps_lng = 13.4, gps_lat = 52.5, gps_accuracy_m = 80, xid = (pg_current_xact_id()::text)::bigint WHERE id = $1`,
    [nodeIdOf(1)],
  )
  await test.replica.refresh()
})
afterAll(() => test.stop())

describe('places', () => {
  it('count every node of the list once, under the same filters', async () => {
    for (const filters of [{}, { country: 'DE' }, { zone: 'EU' }, { condition: 'left' as const }, { q: nodeIdOf(4) }, { q: 'nothing' }]) {
      const places = await nodePlaces({ ctx: admin(), input: nodePlacesInput.parse(filters) })
      const { total } = await listNodes({ ctx: admin(), input: listNodesInput.parse(filters) })
      expect([places.total, places.spots.reduce((sum, { nodes }) => sum + nodes, 0)]).toEqual([total, total])
    }
  })

  it('are of a country where no position is known, and near it where one is', async () => {
    const { spots } = await nodePlaces({ ctx: admin(), input: nodePlacesInput.parse({}) })
    expect(spots).toEqual(
      expect.arrayContaining([
        { at: null, country: 'DE', nodes: 1, live: 1 },
        { at: null, country: 'FR', nodes: 2, live: 1 },
        { at: null, country: 'US', nodes: 1, live: 1 },
      ]),
    )
    const placed = spots.filter(({ at }) => at !== null)
    expect(placed).toEqual([{ at: [13, 53], country: null, nodes: 1, live: 1 }])
  })

  it('hold for owners what their list holds', async () => {
    const { total } = await nodePlaces({ ctx: test.as(ownerOfA), input: nodePlacesInput.parse({}) })
    expect(total).toBe((await listNodes({ ctx: test.as(ownerOfA), input: listNodesInput.parse({}) })).total)
  })
})

describe('the evidence of a node', () => {
  it('is what it was judged from, nearness to a border included', async () => {
    const { evidence, verdict } = await readNode({ ctx: admin(), input: { id: nodeIdOf(1) } })
    expect(evidence?.claim.gps).toEqual({ point: [13.4, 52.5], accuracyM: 80, country: null, nearBorder: true })
    expect(verdict.reasons).toContain('trust_near_border')
    expect(evidence?.addressPrefix).toBe('203.0.113.0/24')
  })

  it('is kept from whoever is not an admin', async () => {
    expect((await readNode({ ctx: test.as(ownerOfA), input: { id: nodeIdOf(1) } })).evidence).toBeNull()
    expect((await readNode({ ctx: test.as(userOf('viewer')), input: { id: nodeIdOf(1) } })).evidence).toBeNull()
  })
})
