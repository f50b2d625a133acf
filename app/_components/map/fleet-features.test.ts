import { expect, it } from 'vitest'
import type { FleetSpot } from '@/server/control/services/nodes/schemas'
import { fleetFeatures } from './fleet-features'

const spot: FleetSpot = {
  id: 'a',
  at: [8.62, 50.12],
  country: 'DE',
  condition: 'live',
  trust: 'consistent',
  simulated: false,
  nodes: 1,
  live: 1,
}
const shown = (spots: FleetSpot[]) =>
  fleetFeatures(spots).features.map(({ geometry, properties }) => ({ at: geometry.coordinates, ...properties }))

it('a node by itself says how it is, and a spot of several how many they are', () => {
  expect(shown([spot, { ...spot, id: 'DE', nodes: 3, live: 2 }])).toEqual([
    { at: [8.62, 50.12], id: 'a', condition: 'live', letter: 'C', simulated: false },
    { at: [8.62, 50.12], nodes: 3, live: 2 },
  ])
})

it('what has no position is at its country, and nowhere without that', () => {
  expect(shown([{ ...spot, at: null }])[0]!.at[1]).toBeGreaterThan(45)
  expect(shown([{ ...spot, at: null, country: null }])).toEqual([])
})
