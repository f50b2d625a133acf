import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Position } from '../antimeridian'
import { distanceKm } from '../distance'
import { compileShape, isInShape } from '../polygon'
import { normaliseMultiPolygon } from '../polygon-normal'
import { circle } from './circle'
import { areaOf, cutByLine, cutByOutline, isLeftOf, shared } from './clip'
import { rectangle } from './rectangle'

const normal = (ring: Position[]) => normaliseMultiPolygon({ type: 'MultiPolygon', coordinates: [[ring]] })
const box = (west: number, south: number, east: number, north: number) => [[rectangle({ west, south, east, north })]]

describe('rectangle and circle', () => {
  it('z08 across ±180° become two rings with both sides inside', () => {
    const result = normal(rectangle({ west: 170, south: -20, east: -170, north: -10 }))
    if (!result.ok) throw new Error(result.message)
    expect(result).toMatchObject({ cut: [0], polygons: { length: 2 } })
    const shape = compileShape(result.polygons)
    expect([isInShape([178, -17], shape), isInShape([-179, -17], shape), isInShape([0, -17], shape)]).toEqual([true, true, false])
    expect(normal(circle([179, 60], 800)!)).toMatchObject({ ok: true, cut: [0] })
  })

  it('every vertex of a circle lies at its radius, and none is drawn round a pole', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -60, max: 60, noNaN: true }),
        fc.double({ min: 1, max: 3000, noNaN: true }),
        (lng, lat, km) => {
          const ring = circle([lng, lat], km)!
          for (const position of ring) expect(distanceKm([lng, lat], position)).toBeCloseTo(km, 2)
          expect(normal(ring).ok).toBe(true)
        },
      ),
    )
    expect(circle([0, 80], 2000)).toBeNull()
    expect(circle([0, 0], 0)).toBeNull()
    expect(circle([0, 0], Number.NaN)).toBeNull()
  })
})

describe('clip', () => {
  it('what two rectangles share has the area that arithmetic says', () => {
    const both = shared(box(0, 0, 20, 10), box(10, -5, 30, 5))
    expect(areaOf(both)).toBeCloseTo(areaOf(box(10, 0, 20, 5)), 3)
    expect(shared(box(0, 0, 1, 1), box(2, 2, 3, 3))).toEqual([])
  })

  it('an outline cuts a shape into what is inside and the rest', () => {
    const shape = box(0, 0, 20, 10)
    const [inside, rest] = cutByOutline(shape, rectangle({ west: 5, south: -1, east: 8, north: 4 }))
    expect(areaOf(inside) + areaOf(rest)).toBeCloseTo(areaOf(shape), 3)
    expect(areaOf(inside)).toBeCloseTo(areaOf(box(5, 0, 8, 4)), 3)
  })

  it('any line through a shape cuts it in two that lose nothing, each point on the side the line says', () => {
    const shape = box(-20, -20, 20, 20)
    const coordinate = fc.double({ min: -25, max: 25, noNaN: true })
    const point = fc.tuple(coordinate, coordinate)
    fc.assert(
      fc.property(point, point, point, (a, b, at) => {
        fc.pre(Math.hypot(a[0] - b[0], a[1] - b[1]) > 1)
        const cross = (b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0])
        fc.pre(Math.abs(cross) > 0.01 && Math.abs(at[0]) < 19.9 && Math.abs(at[1]) < 19.9)
        expect(isLeftOf(at, [a, b])).toBe(cross > 0)
        const parts = cutByLine(shape, [a, b])
        if (!parts) return
        expect(areaOf(parts[0]) + areaOf(parts[1])).toBeCloseTo(areaOf(shape), 0)
        expect(isInShape(at, compileShape(parts[0]))).toBe(cross > 0)
        expect(isInShape(at, compileShape(parts[1]))).toBe(cross < 0)
      }),
    )
  })

  it('shapes whose edges all but coincide are cut like any others', () => {
    // Crossings, corners and edges closer to each other than numbers of sixteen digits can tell, and some that are exactly one.
    const hair = fc.constantFrom(0, 1e-7, 1e-9, 1e-12, 1e-20, 1e-160)
    const coordinate = fc
      .tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -3, max: 3 }), hair)
      .map(([at, by, each]) => at + by * each)
    const shape = fc
      .array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 6 })
      .map((ring) => normal([...ring, ring[0]!]))
      .filter((result) => result.ok)
      .map(({ polygons }) => polygons)
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        const [inside, rest] = cutByOutline(a, b[0]![0]!)
        expect(areaOf(inside) + areaOf(rest)).toBeCloseTo(areaOf(a), 0)
        expect(areaOf(shared(b, a))).toBeCloseTo(areaOf(shared(a, b)), 0)
      }),
      {
        numRuns: 300,
        examples: [
          [
            [
              [
                [
                  [-3, 5.0000001],
                  [0, 0],
                  [6, 5.000000000002],
                  [-3, 5.0000001],
                ],
              ],
            ],
            [
              [
                [
                  [0, 0],
                  [5, -3],
                  [-1, 6],
                  [0, 0],
                ],
              ],
            ],
          ],
          [
            [
              [
                [
                  [0, 0],
                  [-3, 5],
                  [-1, -2],
                  [3, -1],
                  [4, 3],
                  [0, 0],
                ],
              ],
            ],
            [
              [
                [
                  [0, 5],
                  [5, -5],
                  [0, 6],
                  [0, 5],
                ],
              ],
            ],
          ],
          [
            [
              [
                [
                  [-6, 0.999999999997],
                  [-5, 6],
                  [5, 6],
                  [5, -2],
                  [-6, 0.999999999997],
                ],
              ],
            ],
            [
              [
                [
                  [-1.000000000002, 5],
                  [-3, 3],
                  [6, -6],
                  [3, 6],
                  [-1.000000000002, 5],
                ],
              ],
            ],
          ],
        ],
      },
    )
  })

  it('a line that misses the shape cuts nothing', () => {
    expect(
      cutByLine(box(0, 0, 10, 10), [
        [20, -50],
        [20, 50],
      ]),
    ).toBeNull()
    expect(
      cutByLine(box(0, 0, 10, 10), [
        [5, 5],
        [5, 5],
      ]),
    ).toBeNull()
  })
})
