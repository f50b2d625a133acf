import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellColumns, cellOf, cellRows } from './cell'

const point = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))

describe('cellOf', () => {
  it('answers exact centres', () => {
    expect(cellOf([2.35, 48.86]).centre).toEqual([2.25, 48.75])
    expect(cellOf([-74.006, 40.7128]).centre).toEqual([-74.25, 40.75])
    expect(cellOf([180, 90])).toEqual({ x: 0, y: 359, centre: [-179.75, 89.75] })
    expect(cellOf([-180, -90])).toEqual({ x: 0, y: 0, centre: [-179.75, -89.75] })
  })

  it('holds its point, and its centre lies in the same cell', () => {
    fc.assert(
      fc.property(point, ([lng, lat]) => {
        const cell = cellOf([lng, lat])
        const apart = Math.abs(cell.centre[0] - lng)
        expect(Math.min(apart, 360 - apart)).toBeLessThanOrEqual(0.25 + 1e-9)
        expect(Math.abs(cell.centre[1] - lat)).toBeLessThanOrEqual(0.25 + 1e-9)
        expect(cellOf(cell.centre)).toEqual(cell)
        expect(cell.x >= 0 && cell.x < cellColumns && cell.y >= 0 && cell.y < cellRows).toBe(true)
      }),
    )
  })
})
