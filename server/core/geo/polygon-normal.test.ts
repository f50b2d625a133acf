import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MultiPolygon } from '../config/schema'
import { type Ring, refusal, shapeOf } from '../testing/shapes'
import type { LngLat } from './place'
import { compileShape, isInShape } from './polygon'
import { normaliseMultiPolygon } from './polygon-normal'

const box = (w: number, s: number, e: number, n: number): Ring => [
  [w, s],
  [e, s],
  [e, n],
  [w, n],
  [w, s],
]
const store = (shape: MultiPolygon) => {
  const result = normaliseMultiPolygon(shape)
  if (!result.ok) throw new Error(result.message)
  return result
}

/** A star-shaped ring round a centre, in longitudes that may pass ±180°: inside is inside one of its triangles. */
const star = fc
  .record({
    centre: fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -60, max: 60, noNaN: true })),
    radii: fc.array(fc.double({ min: 2, max: 20, noNaN: true }), { minLength: 5, maxLength: 24 }),
  })
  .map(({ centre, radii }) => {
    const ring: Ring = radii.map((r, i) => {
      const angle = (2 * Math.PI * i) / radii.length
      return [centre[0] + r * Math.cos(angle), centre[1] + r * Math.sin(angle)]
    })
    return { centre: centre as LngLat, ring: [...ring, ring[0]!] as Ring }
  })

function inStar({ centre, ring }: { centre: LngLat; ring: Ring }, [x, y]: LngLat): number {
  let margin = Number.NEGATIVE_INFINITY
  for (let i = 1; i < ring.length; i++) {
    const corners = [centre, ring[i - 1]!, ring[i]!] as LngLat[]
    const sides = corners.map((a, k) => {
      const b = corners[(k + 1) % 3]!
      return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])
    })
    margin = Math.max(margin, Math.min(...sides))
  }
  return margin
}

const wrap = (lng: number) => ((((lng + 180) % 360) + 360) % 360) - 180

describe('a drawn shape as it is stored', () => {
  it('holds the same points as an independent triangle test, across ±180° and drawn in any wrapping', () => {
    fc.assert(
      fc.property(
        star,
        fc.double({ min: -25, max: 25, noNaN: true }),
        fc.double({ min: -25, max: 25, noNaN: true }),
        fc.constantFrom('drawn', 'wrapped'),
        fc.boolean(),
        (area, dx, dy, form, reverse) => {
          const at: LngLat = [area.centre[0] + dx, area.centre[1] + dy]
          const margin = inStar(area, at)
          fc.pre(Math.abs(margin) > 1e-6)
          let ring: Ring = form === 'drawn' ? area.ring : area.ring.map(([x, y]) => [wrap(x), y])
          if (reverse) ring = [...ring].reverse()
          const { polygons } = store(shapeOf(ring))
          expect(isInShape([wrap(at[0]), at[1]], compileShape(polygons))).toBe(margin > 0)
          for (const rings of polygons) for (const [x] of rings[0]!) expect(Math.abs(x)).toBeLessThanOrEqual(180)
          // What is stored is stored again unchanged.
          expect(store({ type: 'MultiPolygon', coordinates: polygons }).polygons).toEqual(polygons)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('keeps holes where they are when the cut goes through them', () => {
    const { polygons } = store(shapeOf(box(160, -20, 200, 20), box(170, -10, 190, 10)))
    const shape = compileShape(polygons)
    for (const [x, y, inside] of [
      [165, 0, true],
      [-165, 0, true],
      [175, 0, false],
      [-175, 0, false],
      [179, 15, true],
      [-179, -15, true],
    ] as const) {
      expect(isInShape([x, y], shape)).toBe(inside)
    }
    const beside = compileShape(store(shapeOf(box(160, -20, 200, 20), box(-175, -5, -170, 5))).polygons)
    expect(isInShape([-172, 0], beside)).toBe(false)
    expect(isInShape([-178, 0], beside)).toBe(true)
  })

  it('z08 stores a polygon from 170 to 190 as two rings, both sides inside', () => {
    const { polygons, cut } = store(shapeOf(box(170, -25, 190, -10)))
    expect(cut).toEqual([0])
    expect(polygons).toHaveLength(2)
    const shape = compileShape(polygons)
    expect(isInShape([178, -17], shape)).toBe(true)
    expect(isInShape([-179, -17], shape)).toBe(true)
    expect(isInShape([0, -17], shape)).toBe(false)
    expect(isInShape([180, -17], shape)).toBe(isInShape([-180, -17], shape))
  })

  it('z09 takes an unsplit ring from 170 to -170 the short way, and says so', () => {
    const { polygons, cut } = store(shapeOf(box(170, -25, -170, -10)))
    expect(cut).toEqual([0])
    const shape = compileShape(polygons)
    expect(isInShape([175, -17], shape)).toBe(true)
    expect(isInShape([-175, -17], shape)).toBe(true)
    for (const lng of [-160, -90, 0, 90, 160]) expect(isInShape([lng, -17], shape)).toBe(false)
  })

  it('z10 refuses a ring round a pole, a bow-tie, NaN, too many vertices, and answers quickly', () => {
    expect(
      refusal(
        shapeOf([
          [0, 80],
          [120, 80],
          [-120, 80],
          [0, 80],
        ]),
      ),
    ).toMatch(/pole/)
    expect(refusal(shapeOf(box(-180, 60, 180, 90)))).toMatch(/pole/)
    expect(refusal(shapeOf(box(-180, -60, 180, 60)))).toMatch(/no area/)
    expect(
      refusal(
        shapeOf([
          [0, 0],
          [10, 10],
          [10, 0],
          [0, 10],
          [0, 0],
        ]),
      ),
    ).toMatch(/crosses/)
    expect(
      refusal(
        shapeOf([
          [0, 0],
          [Number.NaN, 10],
          [10, 0],
          [0, 0],
        ]),
      ),
    ).toMatch(/finite/)
    expect(
      refusal(
        shapeOf([
          [0, 0],
          [0, 91],
          [10, 0],
          [0, 0],
        ]),
      ),
    ).toMatch(/out of range/)
    expect(
      refusal(
        shapeOf([
          [0, 0],
          [400, 10],
          [10, 0],
          [0, 0],
        ]),
      ),
    ).toMatch(/out of range/)
    expect(
      refusal(
        shapeOf([
          [0, 0],
          [5, 10],
          [10, 0],
        ]),
      ),
    ).toMatch(/four positions/)
    expect(
      refusal(
        shapeOf([
          [0, 0],
          [5, 10],
          [10, 0],
          [1, 1],
        ]),
      ),
    ).toMatch(/not closed/)
    expect(
      refusal(
        shapeOf([
          [0, 0],
          [5, 5],
          [10, 10],
          [0, 0],
        ]),
      ),
    ).toMatch(/no area/)
    expect(refusal(shapeOf(box(0, 0, 10, 10), box(20, 20, 30, 30)))).toMatch(/outside its outer ring/)
    const circle = (n: number): Ring =>
      Array.from({ length: n + 1 }, (_, i) => [10 * Math.cos((2 * Math.PI * (i % n)) / n), 10 * Math.sin((2 * Math.PI * (i % n)) / n)])
    expect(refusal(shapeOf(circle(10_001)))).toMatch(/10002 vertices; a ring/)
    expect(refusal({ type: 'MultiPolygon', coordinates: Array.from({ length: 6 }, () => [circle(9_999)]) })).toMatch(
      /60000 vertices; a zone/,
    )
    expect(refusal(shapeOf(circle(9_999)))).toBeNull()
  })

  it('z12 gives a point on a shared edge or vertex to exactly one of the neighbours', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -40, max: 40 })), { minLength: 2, maxLength: 12 }),
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (bends, pick, along) => {
          // Two areas left and right of one crooked border from north to south.
          const border: Ring = [...new Map(bends.map(([x, y]) => [y, [x, y] as [number, number]])).values()].sort((a, b) => b[1] - a[1])
          fc.pre(border.length >= 2)
          const [top, bottom] = [border[0]!, border.at(-1)!]
          const west: Ring = [...border, [-30, bottom[1]], [-30, top[1]], border[0]!]
          const east: Ring = [...border, [30, bottom[1]], [30, top[1]], border[0]!]
          const shapes = [west, east].map((ring) => compileShape(store(shapeOf(ring)).polygons))
          const i = pick % (border.length - 1)
          const [a, b] = [border[i]!, border[i + 1]!]
          // A vertex, or a point as near to the edge as numbers allow.
          const at: LngLat = along < 0.2 ? a : [a[0] + (b[0] - a[0]) * along, a[1] + (b[1] - a[1]) * along]
          fc.pre(at[1] !== top[1] && at[1] !== bottom[1])
          expect(shapes.filter((shape) => isInShape(at, shape))).toHaveLength(1)
        },
      ),
    )
  })
})

describe('area', () => {
  it('is exact on boxes: an eighth of the sphere, and any band', () => {
    const radius = 6371.0088
    const [octant] = store(
      shapeOf([
        [0, 0],
        [90, 0],
        [90, 89.999999],
        [0, 89.999999],
        [0, 0],
      ]),
    ).polygons
    expect(compileShape([octant!]).areaKm2).toBeCloseTo((4 * Math.PI * radius ** 2) / 8, -1)
    const { polygons } = store(shapeOf(box(170, 10, 200, 30)))
    const expected = radius ** 2 * ((30 * Math.PI) / 180) * (Math.sin((30 * Math.PI) / 180) - Math.sin((10 * Math.PI) / 180))
    expect(compileShape(polygons).areaKm2).toBeCloseTo(expected, 3)
  })
})
