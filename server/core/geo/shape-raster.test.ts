import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IndexedPolygon } from './indexed-polygon'
import { normaliseMultiPolygon } from './polygon-normal'
import type { RasterShape } from './raster-drawing'
import { ShapeRaster } from './shape-raster'

type Point = readonly [number, number]
type Ring = readonly Point[]

/** The even-odd rule by the book, one edge after the other; of an edge its low end belongs to it. */
function isInside([x, y]: Point, shape: RasterShape): boolean {
  const at = x === 180 ? -180 : x
  return shape.polygons.some((rings) => {
    const outer = rings[0] as Ring
    const [xs, ys] = [outer.map(([lng]) => lng), outer.map(([, lat]) => lat)]
    if (at < Math.min(...xs) || at > Math.max(...xs) || y < Math.min(...ys) || y > Math.max(...ys)) return false
    let crossings = 0
    for (const ring of rings as readonly Ring[])
      for (let i = 1; i < ring.length; i++) {
        const [[x0, y0], [x1, y1]] = [ring[i - 1]!, ring[i]!].sort((a, b) => a[1] - b[1]) as [Point, Point]
        if (y0 <= y && y < y1 && at < x0 + ((y - y0) * (x1 - x0)) / (y1 - y0)) crossings++
      }
    return crossings % 2 === 1
  })
}

const slow = (point: Point, shapes: readonly RasterShape[]) => shapes.flatMap((shape, i) => (isInside(point, shape) ? [i] : []))

/** Star-shaped rings: any radii round a centre, corners now and then on the lines of the grid. */
const aRing = fc
  .record({
    centre: fc.tuple(fc.double({ min: -175, max: 175, noNaN: true }), fc.double({ min: -85, max: 85, noNaN: true })),
    radii: fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 3, maxLength: 40 }),
    size: fc.constantFrom(0.05, 0.5, 3, 30, 170),
    snap: fc.constantFrom(0, 1, 8),
  })
  .map(({ centre: [cx, cy], radii, size, snap }): Point[] => {
    const round = (value: number, least: number, most: number) =>
      Math.min(most, Math.max(least, snap === 0 ? value : Math.round(value * snap) / snap))
    const ring = radii.map((radius, i): Point => {
      const angle = (2 * Math.PI * i) / radii.length
      return [round(cx + size * radius * Math.cos(angle), -180, 180), round(cy + size * radius * Math.sin(angle), -90, 90)]
    })
    return [...ring, ring[0]!]
  })
/** The same ring at half its size about its first corner: where it pokes out, the even-odd rule still says what is inside. */
const halfOf = (ring: Ring): Point[] => ring.map(([x, y]) => [(x + ring[0]![0]) / 2, (y + ring[0]![1]) / 2])
const aShape: fc.Arbitrary<RasterShape> = fc
  .array(fc.record({ outer: aRing, holes: fc.boolean() }), { minLength: 1, maxLength: 2 })
  .map((polygons) => ({ polygons: polygons.map(({ outer, holes }) => (holes ? [outer, halfOf(outer)] : [outer])) }))

/** Where mistakes would be: corners, points of edges and just beside them, and the lines of the grid. */
function delicate(shapes: readonly RasterShape[], at: readonly number[]): Point[] {
  const points: Point[] = []
  for (const ring of shapes.flatMap(({ polygons }) => polygons.flat()) as Ring[])
    for (let i = 1; i < ring.length; i++) {
      const [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!]
      const t = at[i % at.length]!
      const [x, y] = [ax + t * (bx - ax), ay + t * (by - ay)]
      points.push([ax, ay], [x, y], [x + 1e-9, y], [x, y - 1e-9], [Math.round(x * 8) / 8, y], [x, Math.round(y)])
    }
  return points.filter(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90)
}

describe('ShapeRaster', () => {
  it('z12 answers like every polygon asked by itself, at edges, corners, poles and the antimeridian too', () => {
    let inside = 0
    let asked = 0
    fc.assert(
      fc.property(
        fc.array(aShape, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true })), {
          minLength: 30,
          maxLength: 30,
        }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
        (shapes, anywhere, at) => {
          const raster = ShapeRaster.of(shapes)
          const extremes: Point[] = [-180, 180, -179.999, 179.99999999999997, 0].flatMap((x) =>
            [-90, 90, 0, 89.99999999999999].map((y): Point => [x, y]),
          )
          for (const point of [...anywhere, ...delicate(shapes, at), ...extremes]) {
            const found = raster.sets.members(raster.find(point[0], point[1]))
            const wanted = slow(point, shapes)
            asked++
            if (wanted.length > 0) inside++
            if (found.join() !== wanted.join()) expect.fail(`${point} is in ${wanted.join()}, not in ${found.join()}`)
          }
        },
      ),
      { numRuns: 120 },
    )
    expect(asked).toBeGreaterThan(15_000)
    expect(inside).toBeGreaterThan(asked / 10)
  })

  it('z08 holds both sides of the antimeridian in a zone drawn across it', () => {
    const drawn = normaliseMultiPolygon({
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [170, -25],
            [190, -25],
            [190, -10],
            [170, -10],
            [170, -25],
          ],
        ],
      ],
    })
    if (!drawn.ok) throw new Error('not accepted')
    expect(drawn.polygons).toHaveLength(2)
    const raster = ShapeRaster.of([{ polygons: drawn.polygons }])
    for (const [lng, lat] of [
      [178, -17],
      [-179, -17],
      [180, -17],
      [-180, -17],
    ] as const)
      expect(raster.sets.members(raster.find(lng, lat))).toEqual([0])
    expect(raster.find(-169, -17)).toBe(0)
    expect(raster.find(0, -17)).toBe(0)
  })

  it('gives a common edge to one of two neighbours, and nothing to a point out of range', () => {
    const box = (w: number, s: number, e: number, n: number): RasterShape => ({
      polygons: [[[[w, s], [e, s], [e, n], [w, n], [w, s]]]], // biome-ignore format: a box
    })
    const raster = ShapeRaster.of([box(0, 0, 10.5, 10), box(10.5, 0, 20, 10), box(0, 10, 20, 20)])
    for (const point of [[10.5, 5], [10.5, 10], [3, 10], [0, 0]] as const) // biome-ignore format: points
      expect(raster.sets.members(raster.find(point[0], point[1]))).toHaveLength(1)
    for (const point of [[181, 5], [Number.NaN, 5], [5, Number.NaN], [5, 91], [Number.POSITIVE_INFINITY, 5]] as const) // biome-ignore format: points
      expect(raster.find(point[0], point[1])).toBe(0)
  })

  it('costs what its outlines are long, not what they enclose', () => {
    const small = ShapeRaster.of([{ polygons: [[[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]] }]) // biome-ignore format: a box
    const large = ShapeRaster.of([{ polygons: [[[[-90, -60], [90, -60], [90, 60], [-90, 60], [-90, -60]]]] }]) // biome-ignore format: a box
    expect(small.bytes).toBeLessThan(280_000)
    expect(large.bytes).toBeLessThan(900_000)
  })
})

describe('IndexedPolygon', () => {
  it('answers like the even-odd rule by the book', () => {
    fc.assert(
      fc.property(
        fc.array(aRing, { minLength: 1, maxLength: 3 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3 }),
        (rings, at) => {
          const polygon = new IndexedPolygon(rings.map((ring) => Float64Array.from(ring.flat())))
          for (const point of delicate([{ polygons: [rings] }], at))
            if (point[0] !== 180 && point[0] !== -180)
              expect(polygon.contains(point[0], point[1])).toBe(isInside(point, { polygons: [rings] }))
        },
      ),
    )
  })
})
