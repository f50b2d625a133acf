import { expect, it } from 'vitest'
import { Demand } from '../conditions/demand'
import type { Holder } from '../retry/attempts'
import { newDecisionId } from '../route/decision-id'
import { BLOCK } from './lease-block'
import { LeaseTable, leaseTermMs } from './lease-table'

const start = Date.UTC(2030, 0, 1)
const holder: Holder = { tenant: 'key:k', subcloud: null, boundary: { kind: 'unrestricted', hash: 'sha256:0' } as never }
const minute = 60_000

function aTable() {
  const clock = { now: start }
  const slots = new Map<string, number>()
  const expired: string[] = []
  const table = new LeaseTable(
    'router1',
    {
      onSlots: (nodeId, _, by) => slots.set(nodeId, (slots.get(nodeId) ?? 0) + by),
      onExpired: ({ decisionId }) => expired.push(decisionId),
    },
    () => clock.now,
  )
  const grant = (nodeId = 'node') => {
    const id = newDecisionId(clock.now)
    table.grant(id, nodeId, holder, demand, null, clock.now)
    return id
  }
  const demand = new Demand(null, null)
  return { clock, slots, expired, table, grant }
}

it('finds every lease by its id, over many blocks, and no other', () => {
  const { table, grant, slots } = aTable()
  const ids = Array.from({ length: 3 * BLOCK + 7 }, (_, i) => grant(`node-${i}`))
  expect(table.openCount).toBe(ids.length)
  for (const [i, id] of ids.entries()) {
    const lease = table.find(table.idOf(id))!
    if (lease.decisionId !== id || lease.nodeId !== `node-${i}` || lease.outcome !== null) expect.fail(`${i}`)
  }
  expect(slots.size).toBe(ids.length)
  const near = ids[BLOCK]!.slice(0, -1) + (ids[BLOCK]!.endsWith('0') ? '1' : '0')
  for (const id of [
    table.idOf(near),
    table.idOf(newDecisionId(start)),
    `router2.${ids[0]}`,
    `router1x${ids[0]}`,
    ids[0]!,
    'router1.x',
    'router1.',
    '',
  ])
    expect(table.find(id)).toBeNull()
})

it('ends once, as it was told first', () => {
  const { table, grant, slots } = aTable()
  const lease = table.of(grant())!
  expect([table.end(lease, 'failed', true), table.end(lease, 'completed', false)]).toEqual([true, false])
  expect(table.find(table.idOf(lease.decisionId))).toMatchObject({ outcome: 'failed', geoChanged: true })
  expect([slots.get('node'), table.openCount]).toEqual([0, 0])
})

it('was never there once it is revoked', () => {
  const { table, grant, slots, clock, expired } = aTable()
  const id = grant()
  table.revoke(id)
  table.revoke(id)
  expect([table.find(table.idOf(id)), slots.get('node'), table.openCount]).toEqual([null, 0, 0])
  clock.now += 2 * leaseTermMs
  table.expire()
  expect(expired).toEqual([])
})

it('stays ended where it is revoked too late', () => {
  const { table, grant, slots } = aTable()
  const id = grant()
  table.end(table.of(id)!, 'completed', false)
  table.revoke(id)
  expect([table.of(id)!.outcome, slots.get('node'), table.openCount]).toEqual(['completed', 0, 0])
})

it('expires in the order of granting, by itself or when it is asked for', () => {
  const { table, grant, clock, expired } = aTable()
  const [first, second] = [grant(), grant()]
  clock.now += leaseTermMs / 2
  const later = grant()
  clock.now += leaseTermMs / 2
  expect(table.find(table.idOf(second))).toMatchObject({ outcome: 'expired' })
  table.expire()
  expect(expired).toEqual([second, first])
  expect([table.openCount, table.of(later)!.outcome]).toEqual([1, null])
})

it('remembers the end for ten minutes after the term, and no more than it can hold', () => {
  const { table, grant, clock } = aTable()
  const id = grant()
  table.end(table.of(id)!, 'completed', false)
  clock.now += leaseTermMs + 10 * minute
  expect(table.of(id)!.outcome).toBe('completed')
  clock.now += 1
  expect(table.of(id)).toBeNull()

  const many = Array.from({ length: 60 * BLOCK }, () => grant())
  for (const one of many) table.end(table.of(one)!, 'completed', false)
  const last = grant()
  table.expire()
  expect(table.of(many[0]!)).toBeNull()
  expect(table.of(many.at(-190_000)!)).not.toBeNull()
  expect([table.of(many.at(-1)!)!.outcome, table.of(last)!.outcome]).toEqual(['completed', null])
})

it('gives all who ask of a job the same one', () => {
  const { table, grant } = aTable()
  const id = grant()
  const { job } = table.of(id)!
  expect(job).toEqual({ first: id, holder, tried: ['node'], geoChanged: false })
  job.geoChanged = true
  expect(table.of(id)!.job).toBe(job)
})
