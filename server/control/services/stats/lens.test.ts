// A Subcloud as a lens: its nodes, its traffic and its figures alone, and those of no Subcloud out of reach.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unpackRows } from '@/server/core/bytes/rows'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { logDecision } from '../../testing/decisions'
import { nodeIdOf, putNode } from '../../testing/put-node'
import { ownerOfA, ownerOfB, publishSubclouds } from '../../testing/subclouds'
import { followFleet } from '../nodes/follow'
import type { FleetEvent, FleetPoint } from '../nodes/schemas'
import { readSubcloud } from '../subclouds/read'
import { readStrip } from './strip'
import { readTraffic } from './traffic'

let test: TestControl
type Actor = Parameters<TestControl['as']>[0]
const admin = userOf('admin')
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
  for (const [n, country] of ['DE', 'FR', 'US'].entries()) await putNode(test, n + 1, { country, joins: ['a'] })
  for (let i = 0; i < 3; i++) await logDecision(test, { subcloud: 'a', cell: [20, 100] })
  await logDecision(test, { subcloud: 'b', cell: [20, 100], outcome: 'refused' })
  await logDecision(test, { subcloud: null, cell: [20, 100] })
})
afterAll(() => test.stop())

async function fleetThrough(subcloud: string | undefined, actor: Actor): Promise<string[]> {
  const leaves = new AbortController()
  const events = followFleet({ ctx: test.as(actor), input: { subcloud }, signal: leaves.signal })
  const { value } = await events.next()
  leaves.abort()
  await events.return(undefined)
  return unpackRows<FleetPoint>((value as FleetEvent).nodes)
    .map(({ id }) => id)
    .sort()
}

describe('through a Subcloud', () => {
  it('the map shows only the nodes that could take one of its jobs, and its page counts the others', async () => {
    expect(await fleetThrough('a', admin)).toEqual([nodeIdOf(1), nodeIdOf(2)])
    expect(await fleetThrough('a', ownerOfA)).toEqual([nodeIdOf(1), nodeIdOf(2)])
    expect(await fleetThrough(undefined, admin)).toHaveLength(3)
    const { eligible, outside } = await readSubcloud({ ctx: test.as(ownerOfA), input: { slug: 'a' } })
    expect({ eligible, outside }).toEqual({ eligible: 2, outside: [{ filter: 'boundary', count: 1 }] })
  })

  it('origins and flows are of its own jobs', async () => {
    const jobs = async (subcloud: string | undefined) => {
      const { origins, flows } = await readTraffic({ ctx: test.as(admin), input: { subcloud } })
      const sum = (rows: { jobs: number }[]) => rows.reduce((all, row) => all + row.jobs, 0)
      return [sum(origins), sum(flows)]
    }
    expect([await jobs('a'), await jobs('b'), await jobs(undefined)]).toEqual([
      [3, 3],
      [1, 0],
      [5, 4],
    ])
  })

  it('a cell is told from its country only where three tenants are, whoever they are', async () => {
    const { origins } = await readTraffic({ ctx: test.as(ownerOfA), input: { subcloud: 'a' } })
    expect(origins.map(({ at, jobs }) => [at, jobs])).toEqual([[[10.25, 50.25], 3]])
  })

  it('the strip is of its members and its jobs', async () => {
    expect(await readStrip({ ctx: test.as(admin), input: { subcloud: 'a' } })).toMatchObject({
      nodes: { live: 2, total: 3 },
      sample: 3,
      refusedPct: 0,
    })
    expect(await readStrip({ ctx: test.as(admin), input: { subcloud: 'b' } })).toMatchObject({
      nodes: { live: 1 },
      sample: 1,
      refusedPct: 100,
    })
    expect(await readStrip({ ctx: test.as(admin), input: {} })).toMatchObject({ nodes: { live: 3 }, sample: 5 })
  })

  it.each(['a', 'nobodys'])('another’s or a missing one (%s) is not there', async (subcloud) => {
    const gone = expect.objectContaining({ code: 'not_found', message: 'There is no such Subcloud.' })
    const ctx = test.as(ownerOfB)
    await expect(readTraffic({ ctx, input: { subcloud } })).rejects.toEqual(gone)
    await expect(readStrip({ ctx, input: { subcloud } })).rejects.toEqual(gone)
    await expect(fleetThrough(subcloud, ownerOfB)).rejects.toEqual(gone)
  })
})
