import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaDifference } from './area-difference'
import { areaKm2 } from './ring'

type Polygons = NonNullable<Parameters<typeof areaDifference>[0]>
const box = (west: number, south: number, east: number, north: number): Polygons[number][number] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
const area = (polygons: Polygons) =>
  polygons.reduce((sum, rings) => sum + rings.reduce((own, ring, i) => own + (i === 0 ? 1 : -1) * areaKm2(ring), 0), 0)
const near = (value: number, expected: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(Math.max(1, Math.abs(expected)) * 0.002)

describe('the area that two shapes do not share', () => {
  it('is nothing between a shape and itself, and everything from nothing', () => {
    const shape = [[box(5, 45, 15, 55)]]
    expect(areaDifference(shape, shape)).toEqual({ gainedKm2: 0, lostKm2: 0 })
    expect(areaDifference(null, null)).toEqual({ gainedKm2: 0, lostKm2: 0 })
    near(areaDifference(null, shape).gainedKm2, area(shape))
    near(areaDifference(shape, null).lostKm2, area(shape))
  })

  it('counts holes, and parts that move', () => {
    const hole = box(8, 48, 12, 52)
    near(areaDifference([[box(5, 45, 15, 55)]], [[box(5, 45, 15, 55), hole]]).lostKm2, area([[hole]]))
    const moved = areaDifference([[box(0, 0, 10, 10)], [box(20, 0, 30, 10)]], [[box(5, 0, 15, 10)], [box(20, 0, 30, 10)]])
    near(moved.gainedKm2, area([[box(10, 0, 15, 10)]]))
    near(moved.lostKm2, area([[box(0, 0, 5, 10)]]))
  })

  it('balances: what is gained less what is lost is what the areas differ by', () => {
    const star = fc.record({
      x: fc.integer({ min: -60, max: 60 }),
      y: fc.integer({ min: -40, max: 40 }),
      radii: fc.array(fc.integer({ min: 5, max: 30 }), { minLength: 3, maxLength: 40 }),
    })
    const ringOf = ({ x, y, radii }: { x: number; y: number; radii: number[] }): Polygons => {
      const ring = radii.map((r, i): [number, number] => {
        const angle = (2 * Math.PI * i) / radii.length
        return [x + r * Math.cos(angle), y + r * Math.sin(angle)]
      })
      return [[[...ring, ring[0]!]]]
    }
    fc.assert(
      fc.property(star.map(ringOf), star.map(ringOf), (a, b) => {
        const { gainedKm2, lostKm2 } = areaDifference(a, b)
        const total = area(a) + area(b)
        expect(Math.abs(gainedKm2 - lostKm2 - (area(b) - area(a)))).toBeLessThan(total * 0.002)
        expect(gainedKm2).toBeLessThanOrEqual(area(b) * 1.002)
        expect(lostKm2).toBeLessThanOrEqual(area(a) * 1.002)
      }),
    )
  })
})
