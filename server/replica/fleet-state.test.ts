import { describe, expect, it } from 'vitest'
import { config, lease, live, now, record, state } from './testing/fleet'

describe('what this process accepted is ahead of Postgres', () => {
  it('until it is stored, rows change only what is not the node’s to say', () => {
    const fleet = state()
    fleet.accept(record({ slots: 8 }), live(), false)
    fleet.putRow(record({ slots: 4, drainedAt: now, cooling: ['iso'] }), performance.now() + 1e6)
    expect(fleet.get('0xb')!.node).toMatchObject({ slots: 8, drained: true, cooling: ['iso'] })
  })

  it('a reading that began before it was stored is behind, a later one is not', () => {
    const fleet = state()
    fleet.accept(record({ slots: 8 }), live(), false)
    const before = performance.now()
    fleet.markStored(['0xb'])
    fleet.putRow(record({ slots: 4 }), before)
    expect(fleet.get('0xb')!.node.slots).toBe(8)
    fleet.putRow(record({ slots: 5 }), performance.now() + 1)
    expect(fleet.get('0xb')!.node.slots).toBe(5)
  })

  it('a newer registration elsewhere wins at once', () => {
    const fleet = state()
    fleet.accept(record({ slots: 8 }), live(), false)
    fleet.putRow(record({ slots: 2, registeredAt: now + 1, sessionId: 't' }), 0)
    expect(fleet.get('0xb')!.record).toMatchObject({ slots: 2, sessionId: 't' })
  })

  it('an older message changes nothing, the failure rate that came with it does', () => {
    const fleet = state()
    fleet.accept(record(), live({ inFlight: 3 }), true)
    fleet.putLive(live({ inFlight: 1, lastMessageAt: now - 1, liveUntil: 0, failureRate: 0.25 }))
    expect(fleet.get('0xb')!.node).toMatchObject({ inFlight: 3, liveUntil: now + 45_000, failureRate: 0.25 })
  })

  it('a failure rate that it moved stays until it is stored, and is told early where it moved far', () => {
    const fleet = state()
    fleet.accept(record(), live(), true)
    expect([fleet.setFailureRate('0xb', 0), fleet.isRated('0xb')]).toEqual([false, false])
    expect([fleet.setFailureRate('0xb', 0.006), fleet.setFailureRate('0xb', 0.012)]).toEqual([false, true])
    const sent = fleet.get('0xb')!.live
    fleet.setFailureRate('0xb', 0.015)
    fleet.markRated([sent])
    fleet.putLive(live({ failureRate: 0.012, lastMessageAt: now + 1 }))
    expect([fleet.get('0xb')!.node.failureRate, fleet.isRated('0xb')]).toEqual([0.015, true])
    fleet.markRated([fleet.get('0xb')!.live])
    fleet.putLive(live({ failureRate: 0.5 }))
    expect([fleet.get('0xb')!.node.failureRate, fleet.isRated('0xb')]).toEqual([0.5, false])
  })
})

it('counts its own leases from memory, and others’ only while their router is alive', () => {
  const fleet = state()
  fleet.putLeases(new Set(['rother', 'rthird']), [lease('rother', 1), lease('rthird', 2, '0xc')])
  fleet.accept(record(), live(), true)
  fleet.adjustLeased('0xb', 1)
  fleet.adjustLeased('0xb', 1)
  expect(fleet.get('0xb')!.node.leased).toBe(3)
  fleet.putLeases(new Set(['rother', 'rthird']), [lease('rother', 4), lease('rthird', 1)])
  // Again changes nothing, nor does what an unknown router had.
  fleet.putLeases(new Set(['rother', 'rthird']), [lease('rother', 4), lease('runknown', 9)])
  expect(fleet.get('0xb')!.node.leased).toBe(7)
  fleet.putLeases(new Set(['rthird']), [])
  expect([fleet.get('0xb')!.node.leased, fleet.knowsLeasesOf('rother'), fleet.knowsLeasesOf('rthird')]).toEqual([3, false, true])
  // Where a node comes later, its leases are there.
  fleet.accept(record({ id: '0xc' }), live({ nodeId: '0xc' }), true)
  expect(fleet.get('0xc')!.node.leased).toBe(2)
})

it('stands what a node reported beside the leases of now, less what was leased when it reported', () => {
  const fleet = state()
  const load = () => {
    const { inFlight, leased } = fleet.get('0xb')!.node
    return [inFlight, leased]
  }
  fleet.accept(record(), live(), true)
  for (let n = 0; n < 3; n++) fleet.adjustLeased('0xb', 1)
  expect(load()).toEqual([3, 3])
  // One job is not ours. When ours end, the node is not full for being reported so.
  fleet.setLive(live({ inFlight: 4, lastMessageAt: now + 1 }))
  expect(load()).toEqual([4, 3])
  fleet.adjustLeased('0xb', -1)
  fleet.adjustLeased('0xb', -1)
  expect(load()).toEqual([2, 1])
  fleet.adjustLeased('0xb', 1)
  expect(load()).toEqual([3, 2])
  // Leased, but not begun yet.
  fleet.setLive(live({ inFlight: 1, lastMessageAt: now + 2 }))
  expect(load()).toEqual([2, 2])
  // The same record again is no new report.
  fleet.setLive(live({ inFlight: 4, lastMessageAt: now + 3 }))
  fleet.adjustLeased('0xb', -1)
  fleet.putRow(record({ slots: 9 }), performance.now() + 1e6)
  expect(load()).toEqual([3, 1])
})

it('takes a dead router’s leases for work until the node reports, and a newly met one’s for reported work', () => {
  const fleet = state()
  fleet.accept(record(), live({ inFlight: 3 }), true)
  fleet.putLeases(new Set(['rother']), [lease('rother', 2)])
  expect(fleet.get('0xb')!.node).toMatchObject({ inFlight: 3, leased: 2 })
  fleet.putLeases(new Set(['rother']), [lease('rother', 3)])
  expect(fleet.get('0xb')!.node).toMatchObject({ inFlight: 4, leased: 3 })
  fleet.putLeases(new Set(), [])
  expect(fleet.get('0xb')!.node).toMatchObject({ inFlight: 3, leased: 0 })
})

it('keeps nodes until they are removed, and models while anybody has them', () => {
  const fleet = state()
  for (const id of ['0xc', '0xa', '0xb']) fleet.accept(record({ id, models: [`model-${id}`] }), live({ nodeId: id }), true)
  expect([...fleet.nodes().keys()].sort()).toEqual(['0xa', '0xb', '0xc'])
  fleet.remove('0xa')
  expect([...fleet.nodes().keys()].sort()).toEqual(['0xb', '0xc'])
  expect([fleet.hasModel('model-0xa'), fleet.hasModel('model-0xb')]).toEqual([false, true])
})

it('tells of nodes that are new, changed, judged elsewhere or gone, and not of their load', async () => {
  const told: string[] = []
  const fleet = state(config, (id) => told.push(id))
  const news = () => told.splice(0)
  fleet.putRow(record(), 0)
  expect(news()).toEqual(['0xb'])
  fleet.putLive(live({ inFlight: 3, lastMessageAt: now + 1 }))
  fleet.setLive(live({ lastSeenAt: now + 70_000, lastMessageAt: now + 70_000 }))
  fleet.putLeases(new Set(['r1']), [lease('r1', 2)])
  fleet.adjustLeased('0xb', 1)
  fleet.setFailureRate('0xb', 0.5)
  expect(news()).toEqual([])
  await fleet.rejudge(now + 60_000)
  expect(news()).toEqual([])
  await fleet.rejudge(now + 100 * 3_600_000)
  expect(news()).toEqual(['0xb'])
  fleet.putRow(record({ joins: ['own'] }), 0)
  fleet.remove('0xb')
  expect(news()).toEqual(['0xb', '0xb'])
})
