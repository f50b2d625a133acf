import { describe, expect, it } from 'vitest'
import { toEnd } from '../steps'
import { at, configWith, model, node } from '../testing/world'
import { anyModelRow, coverageSteps, type Demand } from './coverage'

const coverage = (...of: Parameters<typeof coverageSteps>) => toEnd(coverageSteps(...of))

const config = configWith((base) => ({
  models: [model, 'other'],
  zones: [...base.zones, { code: 'EU-W', name: 'West', parent: 'EU', countries: ['FR'] }],
}))
const demand = (p95Slots: number): Demand => ({ rows: [{ zone: 'EU', model, jobs: 10, p95Slots }] })
const fleet = (count: number, spec = (i: number) => ({ operator: `op-${i}`, network: `AS${i}` }) as object) =>
  Array.from({ length: count }, (_, i) => node(config, i + 1, { country: 'DE', ...spec(i) }))
const row = (nodes: ReturnType<typeof fleet>, asked: Demand | null = demand(10), zone = 'EU', of = model) =>
  coverage(nodes, config, asked, at).find((r) => r.zone === zone && r.model === of)!

describe('coverage', () => {
  it('is met with enough nodes, operators, networks and slots', () => {
    expect(row(fleet(5))).toMatchObject({
      nodes: 5,
      slots: 20,
      free: 20,
      operators: 5,
      networks: 5,
      target: { slots: 15, slotsWithoutLargest: 10 },
      served: true,
      met: true,
      missing: [],
    })
    expect(row(fleet(4))).toMatchObject({ met: false, ratio: 0.8, missing: [`1 more node for ${model}`] })
  })

  it('counts a node in the zone that labels it and in its ancestors', () => {
    const nodes = [...fleet(3), node(config, 9, { country: 'FR' }), node(config, 10, { country: 'BR' })]
    expect(row(nodes).nodes).toBe(4)
    expect(row(nodes, demand(1), 'EU-W').nodes).toBe(1)
    expect(row(nodes, demand(1), 'SA').nodes).toBe(1)
  })

  it('n06 takes twelve nodes behind one address for one network and one operator', () => {
    const nodes = fleet(12, (i) => ({ operator: `op-${i}`, network: 'AS1' }))
    expect(row(nodes)).toMatchObject({ nodes: 12, operators: 1, networks: 1, slotsWithoutLargest: 0, largestOperatorShare: 1, met: false })
  })

  it('g05 fails without the largest operator though the count is fine', () => {
    const nodes = fleet(10, (i) => ({ operator: i < 6 ? 'big' : `op-${i}`, network: `AS${i}` }))
    const held = row(nodes, demand(20))
    expect(held).toMatchObject({
      slots: 40,
      target: { slots: 30, slotsWithoutLargest: 20 },
      largestOperatorShare: 0.6,
      slotsWithoutLargest: 16,
      met: false,
    })
    expect(held.missing).toEqual([`4 more slots for ${model} beside the largest operator`])
    // Ten names for the one owner do not help while they share a network.
    const split = fleet(10, (i) => ({ operator: `op-${i}`, network: i < 6 ? 'AS0' : `AS${i}` }))
    expect(row(split, demand(20))).toMatchObject({ operators: 5, slotsWithoutLargest: 16, met: false })
  })

  it('g07 is not moved by a model that nobody lists', () => {
    const before = coverage(fleet(5), config, demand(10), at)
    const stranger = node(config, 99, { country: 'DE', models: ['foo'] })
    expect(
      coverage([...fleet(5), stranger], config, { rows: [...demand(10).rows, { zone: 'EU', model: 'foo', jobs: 1000, p95Slots: 50 }] }, at),
    ).toEqual(before)
    expect(anyModelRow([...fleet(5), stranger], config, 'EU', at).nodes).toBe(5)
  })

  it('leaves out what cannot serve now', () => {
    const idle = [
      { liveUntil: at - 1 },
      { status: 'draining' },
      { status: 'left' },
      { drained: true },
      { quarantinedUntil: at + 1 },
      { environments: ['testnet'] },
      { level: 'contradicted' },
    ]
    expect(row(fleet(idle.length, (i) => idle[i]!)).nodes).toBe(0)
    expect(row(fleet(1, () => ({ quarantinedUntil: at, inFlight: 3, leased: 9 })))).toMatchObject({ nodes: 1, slots: 4, free: 0 })
  })

  it('takes unknown demand for not met and no demand for none', () => {
    expect(row(fleet(5), null)).toMatchObject({ p95Slots: null, met: false, served: false })
    expect(row(fleet(5), { rows: [] })).toMatchObject({ p95Slots: 0, met: true, served: false })
  })
})
