import { expect, it } from 'vitest'
import { rectangle } from '../../geo/draw/rectangle'
import { zoneSchema } from '../schema'
import { dropShape, examineShape, putRing, putShapes } from './shapes'

const box = (west: number) => [rectangle({ west, south: 0, east: west + 10, north: 10 })]
const zone = zoneSchema.parse({ code: 'A', name: 'A' })

it('puts, replaces and drops one polygon and leaves the others as they are', () => {
  const two = putShapes(putShapes(zone, null, [box(0)]), null, [box(20)])
  expect(two.polygons!.coordinates).toEqual([box(0), box(20)])
  const changed = putShapes(two, 0, [box(40), box(60)])
  expect(changed.polygons!.coordinates.map(([ring]) => ring![0]![0])).toEqual([40, 60, 20])
  expect(changed.polygons!.coordinates[2]).toBe(two.polygons!.coordinates[1])
  expect(dropShape(dropShape(two, 0), 0).polygons).toBeNull()
})

it('closes a ring whose first vertex moved, and keeps at least three', () => {
  const one = putShapes(zone, null, [box(0)])
  expect(
    putRing(one, 0, 0, [
      [1, 1],
      [10, 0],
      [10, 10],
    ]).polygons!.coordinates[0]![0],
  ).toEqual([
    [1, 1],
    [10, 0],
    [10, 10],
    [1, 1],
  ])
  expect(
    putRing(one, 0, 0, [
      [1, 1],
      [10, 0],
    ]),
  ).toBe(one)
})

it('says what a polygon comes to, once for each', () => {
  const good = box(0)
  expect(examineShape(good)).toMatchObject({ normal: { ok: true }, vertices: 4 })
  expect(examineShape(good)).toBe(examineShape(good))
  expect(Math.round(examineShape(good).areaKm2 / 1e4)).toBe(123)
  expect(
    examineShape([
      [
        [0, 0],
        [10, 10],
        [10, 0],
        [0, 4],
        [0, 0],
      ],
    ]),
  ).toMatchObject({ normal: { ok: false, at: expect.anything() }, areaKm2: 0 })
})
