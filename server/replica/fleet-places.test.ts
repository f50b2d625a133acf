import { expect, it } from 'vitest'
import { compileConfig } from '@/server/core/config/compile'
import { defaultConfig } from '@/server/core/config/default'
import { decide } from '@/server/core/routing/decide'
import { configWith, gateAll, request, subcloud } from '@/server/core/testing/world'
import { aTurn } from '@/server/platform/in-slices'
import { FleetState } from './fleet-state'
import { noGpsCountry } from './gps-country'
import { judgeRecord } from './node-geo'
import { config, lease, live, now, record, state } from './testing/fleet'

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

it('judges a node anew when time has changed its verdict, and looks once a minute whether it has', async () => {
  let at = now
  let judgements = 0
  const fleet = new FleetState(config, 'rme', (one, observedAt, under) => {
    judgements++
    return judgeRecord(one, observedAt, under, noGpsCountry, at)
  })
  const node = fleet.accept(record(), live(), true)
  const hear = (later: number) => {
    at = later
    fleet.setLive(live({ lastSeenAt: at, liveUntil: at + 45_000, lastMessageAt: at }))
  }
  expect(node.geo.verdict).toMatchObject({ level: 'consistent', judgedAt: now })
  hear(now + 60_000)
  expect(node.geo.verdict.judgedAt).toBe(now)
  hear(now + 60_001)
  expect(node.geo.verdict).toMatchObject({ level: 'consistent', judgedAt: now + 60_001 })
  expect(judgements).toBe(1)
  at += 73 * 3_600_000
  await fleet.rejudge(at)
  expect(node.geo.verdict).toMatchObject({ level: 'unverified', judgedAt: at })
  hear(at + 60_001)
  expect(node.geo.verdict).toMatchObject({ level: 'consistent', judgedAt: at })
})
