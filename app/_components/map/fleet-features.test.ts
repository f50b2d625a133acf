import { describe, expect, it } from 'vitest'
import type { FleetPoint } from '@/server/control/services/nodes/schemas'
import { closeZoom, fleetFeatures, isDrawnAlike, sightOf } from './fleet-features'

const node: FleetPoint = {
  id: 'a',
  at: [8.62, 50.12],
  zone: 'EU',
  country: 'DE',
  condition: 'live',
  trust: 'consistent',
  free: 1,
  slots: 2,
  operator: 'o',
  simulated: false,
}
const world: [number, number, number, number] = [-180, -90, 180, 90]
const shown = (nodes: FleetPoint[], inSight: Parameters<typeof fleetFeatures>[1]) =>
  fleetFeatures(nodes, inSight).features.map(({ geometry, properties }) => ({ at: geometry.coordinates, ...properties }))

it('two states of a node are drawn alike exactly where the map shows the same', () => {
  const later: Partial<FleetPoint>[] = [
    { free: 0 },
    { slots: 8 },
    { condition: 'offline' },
    { trust: 'contradicted' },
    { simulated: true },
    { at: [8, 51] },
    { at: null },
  ]
  for (const change of later) {
    const next = { ...node, ...change }
    const isSame = JSON.stringify(shown([next], world)) === JSON.stringify(shown([node], world))
    expect([change, isDrawnAlike(node, next)]).toEqual([change, isSame])
  }
  expect(isDrawnAlike(undefined, node)).toBe(false)
})

describe('from afar', () => {
  it('a node without a position is at its country, and one without either nowhere', () => {
    expect(shown([{ ...node, at: null }], null)[0]!.at[1]).toBeGreaterThan(45)
    expect(shown([{ ...node, at: null, country: null }], null)).toEqual([])
  })

  it('nodes of a tenth of a degree are one spot in their middle, that says how many and how many are live', () => {
    const near: FleetPoint = { ...node, id: 'b', at: [8.66, 50.18], condition: 'offline' }
    const far: FleetPoint = { ...node, id: 'c', at: [8.72, 50.12] }
    const [spot, alone, ...rest] = shown([node, near, far], null)
    expect(spot).toEqual({ at: [expect.closeTo(8.64), expect.closeTo(50.15)], nodes: 2, live: 1 })
    expect(alone).toEqual({ at: [8.72, 50.12], id: 'c', condition: 'live', letter: 'C', simulated: false })
    expect(rest).toEqual([])
  })

  it('every node with a place is counted once', () => {
    const nodes = Array.from(
      { length: 500 },
      (_, i): FleetPoint => ({ ...node, id: `n${i}`, at: [-180 + (i % 37) * 9.7, -80 + (i % 83) * 1.9] }),
    )
    const counted = shown([...nodes, { ...node, at: null, country: null }], null) as { nodes?: number }[]
    expect(counted.reduce((sum, { nodes: several = 1 }) => sum + several, 0)).toBe(500)
  })
})

it('what is in sight is more than any screen shows, and from afar it is all', () => {
  expect(sightOf({ lng: 0, lat: 0, zoom: closeZoom - 0.01 })).toBeNull()
  const [west, south, east, north] = sightOf({ lng: 10, lat: 50, zoom: closeZoom })!
  // Four wide screens of 1024 pixels: 512 are 360° at zoom 0.
  expect([east - west, (west + east) / 2, (south + north) / 2]).toEqual([(8 * 360) / 2 ** closeZoom, 10, 50])
})

describe('close up', () => {
  const bounds: [number, number, number, number] = [8, 50, 9, 51]
  it('each node in sight is there by itself, and no other', () => {
    const near: FleetPoint = { ...node, id: 'b' }
    expect(shown([node, near, { ...node, id: 'c', at: [9.1, 50.5] }, { ...node, id: 'd', at: [8.5, 51.1] }], bounds)).toMatchObject([
      { id: 'a' },
      { id: 'b' },
    ])
  })

  it('also beyond the date line, and after a turn round the world', () => {
    const fiji: FleetPoint = { ...node, id: 'f', at: [-179.5, -17] }
    expect(shown([fiji, node], [179, -18, 181, -16])).toMatchObject([{ id: 'f', at: [-179.5, -17] }])
    expect(shown([fiji, node], [539, -18, 541, -16])).toMatchObject([{ id: 'f' }])
    expect(shown([fiji, node], [-361 + 180, -18, -179, -16])).toMatchObject([{ id: 'f' }])
  })
})
