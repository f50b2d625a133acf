import { describe, expect, it } from 'vitest'
import { compileConfig } from '@/server/core/config/compile'
import { defaultConfig } from '@/server/core/config/default'
import { decide } from '@/server/core/routing/decide'
import { configWith, gateAll, request, subcloud } from '@/server/core/testing/world'
import { aTurn } from '@/server/platform/in-slices'
import { FleetState } from './fleet-state'
import { noGpsCountry } from './gps-country'
import { judgeRecord } from './node-geo'
import type { NodeLiveRecord, NodeRecord } from './node-record'

const config = compileConfig(defaultConfig(), 1)
const now = 1_800_000_000_000
const state = (under = config) => new FleetState(under, 'rme', (record, at, under) => judgeRecord(record, at, under, noGpsCountry, now))

const record = (change: Partial<NodeRecord> = {}): NodeRecord => ({
  id: '0xb',
  operator: 'o',
  network: '9.9.0.0/16',
  environments: ['mainnet'],
  models: ['m'],
  gpu: 'g',
  vramGb: 24,
  slots: 4,
  endpoint: null,
  version: '1',
  joins: [],
  simulated: false,
  status: 'serving',
  firstSeenAt: now,
  regionTag: 'country:DE',
  gps: null,
  addressPrefix: '9.9.9.0/24',
  addressHash: 'aa',
  addressFacts: {
    databases: [
      { source: 'a', country: 'DE' },
      { source: 'b', country: 'DE' },
    ],
    override: null,
    class: null,
  },
  lastConsistentAt: null,
  lastVerifiedAt: null,
  sessionId: 's',
  registeredAt: now,
  drainedAt: null,
  quarantinedUntil: null,
  ...change,
})
const lease = (routerId: string, leased: number, nodeId = '0xb') => ({ routerId, nodeId, leased })
const live = (change: Partial<NodeLiveRecord> = {}): NodeLiveRecord => ({
  nodeId: '0xb',
  inFlight: 0,
  failureRate: 0,
  lastSeenAt: now,
  liveUntil: now + 45_000,
  lastMessageAt: now,
  ...change,
})

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

/** What was EU is EUROPE. */
function renamed(revision: number) {
  const source = defaultConfig()
  source.zones = source.zones.map((zone) => ({ ...zone, code: zone.code === 'EU' ? 'EUROPE' : zone.code, neighbours: [] }))
  return compileConfig(source, revision)
}

it('tries configurations on the nodes of one moment, also when another comes into force meanwhile', async () => {
  const fleet = state()
  for (let i = 0; i < 100; i++) fleet.accept(record({ id: `0x${i}` }), live({ nodeId: `0x${i}` }), true)
  const [next, other] = [renamed(2), renamed(3)]
  const [fleets] = await Promise.all([fleet.stillUnder([config, next, other, other, other]), fleet.changeConfig(next, () => {})])
  const labels = fleets.map((nodes) => new Set(nodes.map(({ geo }) => geo.containment.label)))
  expect(labels).toEqual(['EU', 'EUROPE', 'EUROPE', 'EUROPE', 'EUROPE'].map((label) => new Set([label])))
})

it('a change of configuration moves every node over in one go, those that changed meanwhile included', async () => {
  const fleet = state()
  for (let i = 0; i < 600; i++) {
    const id = `0x${String(i).padStart(4, '0')}`
    fleet.accept(record({ id }), live({ nodeId: id }), true)
  }
  const next = renamed(2)
  const seen = new Set<string>()
  let isSwapped = false
  const changing = fleet.changeConfig(next, () => {
    isSwapped = true
  })
  fleet.accept(record({ id: '0x0001', slots: 9 }), live({ nodeId: '0x0001' }), true)
  while (!isSwapped) {
    for (const node of fleet.nodes().values()) seen.add(node.geo.containment.label ?? 'none')
    await new Promise(setImmediate)
  }
  await changing
  expect(seen).toEqual(new Set(['EU']))
  expect(new Set([...fleet.nodes().values()].map((node) => node.geo.containment.label))).toEqual(new Set(['EUROPE']))
})

it('keeps the index at what the nodes are, whatever changes them, also while another configuration comes in', async () => {
  const own = () => ({
    ...defaultConfig(),
    models: ['m'],
    subclouds: [subcloud('own', { participation: { join: 'open', criteria: { countries: ['DE'] } } })],
  })
  const ids = Array.from({ length: 300 }, (_, i) => `0x${String(i).padStart(4, '0')}`)
  let at = configWith(own)
  const fleet = state(at)
  const holds = () => {
    for (let i = 0; i < 20; i++) {
      const asks = request(at, { model: 'm', subcloud: i % 4 < 2 ? 'own' : null, affinityKey: i % 3 === 0 ? `talk-${i}` : null })
      const of = (index: boolean) => ({
        config: at,
        fleet: index ? fleet.fleet : { nodes: fleet.nodes() },
        gate: gateAll(at, i % 2 === 0 ? 'on' : 'off'),
      })
      const context = { now, seed: `seed-${i}` }
      expect(fleet.fleet.index?.config).toBe(at)
      expect(JSON.stringify(decide(of(true), asks, context))).toBe(JSON.stringify(decide(of(false), asks, context)))
    }
  }
  for (const id of ids) fleet.accept(record({ id, regionTag: Number(id) % 2 === 0 ? 'country:DE' : null }), live({ nodeId: id }), true)
  holds()
  const changes = [
    () => fleet.adjustLeased(ids[7]!, 4),
    () => fleet.setLive(live({ nodeId: ids[9]!, inFlight: 4 })),
    () => fleet.putLive(live({ nodeId: ids[10]!, lastMessageAt: now + 1, liveUntil: now - 1 })),
    () => void fleet.setFailureRate(ids[11]!, 0.5),
    () => fleet.putLeases(new Set(['rother']), [lease('rother', 3, ids[8]!)]),
    () => fleet.setEjected(ids[12]!, now + 1000),
    () => fleet.putRow(record({ id: ids[12]!, drainedAt: now }), performance.now() + 1e6),
    () => fleet.putRow(record({ id: ids[13]!, models: ['other'] }), performance.now() + 1e6),
    () => fleet.accept(record({ id: ids[14]!, regionTag: 'country:US' }), live({ nodeId: ids[14]! }), true),
    () => fleet.accept(record({ id: '0xnew' }), live({ nodeId: '0xnew' }), true),
    () => fleet.remove(ids[15]!),
    () => fleet.adjustLeased(ids[250]!, 4),
    () => fleet.remove(ids[299]!),
  ]
  for (const change of changes) {
    change()
    holds()
  }
  const old = fleet.fleet
  const { ready } = old.index!
  const changing = fleet.changeConfig(configWith(own, 2), () => {})
  for (const change of changes) change()
  // A turn is enough to take all of them in: what follows in the turns after it changes nodes that the next index has already.
  for (let turn = 0, isDone = false; !isDone; turn++) {
    fleet.remove(ids[299]!)
    fleet.accept(record({ id: ids[299]! }), live({ nodeId: ids[299]! }), true)
    const n = turn % 30
    fleet.remove(ids[20 + n]!)
    fleet.adjustLeased(ids[50 + n]!, 4)
    fleet.accept(record({ id: ids[80 + n]!, regionTag: 'country:US' }), live({ nodeId: ids[80 + n]! }), true)
    fleet.accept(record({ id: ids[110 + n]!, models: ['other'] }), live({ nodeId: ids[110 + n]! }), true)
    isDone = await Promise.race([changing.then(() => true), aTurn().then(() => false)])
  }
  at = fleet.fleet.index!.config
  expect(at.revision).toBe(2)
  expect(ready).toEqual(['own'])
  expect(fleet.fleet.index!.ready).toEqual(ready)
  expect(old.index).toBeUndefined()
  holds()
})

it('leaves the event loop its turns while the zones of another configuration are drawn', async () => {
  const circle = (n: number) =>
    Array.from({ length: 101 }, (_, i): [number, number] => {
      const angle = (2 * Math.PI * (i % 100)) / 100
      return [-170 + 6 * (n % 50) + 2 * Math.cos(angle), -40 + 10 * Math.floor(n / 50) + 2 * Math.sin(angle)]
    })
  const source = defaultConfig()
  source.zones = Array.from({ length: 100 }, (_, n) => ({
    ...source.zones[0]!,
    code: `Z${n}`,
    countries: [],
    neighbours: [],
    polygons: { type: 'MultiPolygon', coordinates: [[circle(n)]] },
  }))
  const drawn = compileConfig(source, 2)
  const fleet = state()
  fleet.accept(record(), live(), true)
  let turns = 0
  const turn = () => {
    turns++
    next = setImmediate(turn)
  }
  let next = setImmediate(turn)
  await fleet.stillUnder([drawn])
  clearImmediate(next)
  expect(drawn.drawn.bytes).toBeGreaterThan(0)
  expect(turns).toBeGreaterThan(3)
})
