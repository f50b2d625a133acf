import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Position } from './antimeridian'
import { edgesOf } from './area-difference'
import { sharedKm2 } from './area-shared'
import { circle } from './draw/circle'
import { areaOf, shared } from './draw/clip'

const outline = fc
  .tuple(
    fc.double({ min: -20, max: 20, noNaN: true }),
    fc.double({ min: -30, max: 30, noNaN: true }),
    fc.double({ min: 300, max: 1500, noNaN: true }),
    fc.integer({ min: 3, max: 12 }),
  )
  .map(([lng, lat, km, vertices]): Position[][][] => [[circle([lng, lat], km, vertices)!]])

it('agrees with cutting the shapes against each other', () => {
  fc.assert(
    fc.property(outline, outline, (a, b) => {
      const exact = areaOf(shared(a, b))
      const found = sharedKm2(edgesOf(a), edgesOf(b))
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(Math.max(20, exact * 0.005))
    }),
  )
})
