import { expect, it } from 'vitest'
import { inNoZone, refusedThere, type Sweep } from '@/server/core/what-if/sweep'
import { byCountry, cellFeatures, moves, totals } from './cells'

const grid = [
  [13.25, 52.25, 'DE'],
  [8.25, 50.25, 'DE'],
  [179.75, 0.25, 'KI'],
  [-0.25, 83.25, 'GL'],
] as const
const sweepOf = (served: number[], rungs: number[]): Sweep => ({
  zones: ['EU', 'NA'],
  served: Int16Array.from(served),
  rungs: Uint8Array.from(rungs),
  km: new Float32Array(served.length),
})
const before = sweepOf([0, 0, inNoZone, 1], [0, 2, 3, 0])
const after = sweepOf([0, 1, inNoZone, refusedThere], [0, 3, 3, 255])

it('colours by the zone that serves, fainter the farther down the ladder, and marks what differs', () => {
  const features = cellFeatures(grid, after, before, (zone) => ['EU', 'NA'].indexOf(zone)).features
  expect(features.map(({ properties }) => properties)).toMatchObject([
    { slot: 0, refused: false, strength: 0.85, differs: false },
    { slot: 1, refused: false, strength: 0.35, differs: true },
    { slot: -1, refused: false, differs: false },
    { slot: -1, refused: true, strength: 0, differs: true },
  ])
  // No cell reaches over ±180°, where it would smear across the map.
  for (const { geometry } of features) for (const [lng] of geometry.coordinates[0]!) expect(Math.abs(lng!)).toBeLessThanOrEqual(180)
})

it('lets neighbours in a row meet, and others end where they are', () => {
  const row = [
    [10.25, 50.25, 'DE'],
    [12.25, 50.25, 'DE'],
    [30.25, 50.25, 'UA'],
  ] as const
  const sweep = sweepOf([0, 0, 0], [0, 0, 0])
  const [a, b, c] = cellFeatures(row, sweep, null, () => 0).features.map(({ geometry }) => geometry.coordinates[0]!.map(([lng]) => lng!))
  expect([Math.max(...a!), Math.min(...b!)]).toEqual([11.25, 11.25])
  expect(Math.max(...b!)).toBeLessThan(13.1)
  expect(Math.min(...c!)).toBeGreaterThan(29)
})

it('says the same in rows', () => {
  expect(totals(after)).toEqual([
    { place: 'EU', origins: 1 },
    { place: 'NA', origins: 1 },
    { place: 'no zone', origins: 1 },
    { place: 'refused', origins: 1 },
  ])
  expect(moves(grid, before, after)).toEqual([
    { from: 'EU', to: 'NA', origins: 1, countries: ['DE'] },
    { from: 'NA', to: 'refused', origins: 1, countries: ['GL'] },
  ])
  const rows = byCountry(grid, before, after)
  expect(rows.map(({ country, moved }) => [country, moved])).toEqual([
    ['DE', 1],
    ['GL', 1],
    ['KI', 0],
  ])
  expect(rows[0]).toMatchObject({
    before: [{ place: 'EU', origins: 2 }],
    after: [
      { place: 'EU', origins: 1 },
      { place: 'NA', origins: 1 },
    ],
  })
  expect(byCountry(grid, before, null)[0]).toMatchObject({ country: 'DE', after: null, moved: 0 })
})
