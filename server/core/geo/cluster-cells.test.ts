import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clusterCells, type WeightedCell } from './cluster-cells'

const cell = (x: number, y: number, weight = 1): WeightedCell => ({ x, y, weight })

describe('clusters of cells', () => {
  it('join what is near, heaviest first', () => {
    const clusters = clusterCells([cell(0, 0), cell(3, 2, 5), cell(60, 60, 2)])
    expect(clusters.map(({ weight, bounds }) => [weight, bounds])).toEqual([
      [6, { west: 0, south: 0, east: 2, north: 1.5 }],
      [2, { west: 30, south: 30, east: 30.5, north: 30.5 }],
    ])
  })

  it('go across ±180° the short way', () => {
    const [one, ...rest] = clusterCells([cell(358, 0), cell(-360, 0), cell(-359, 1)])
    expect(rest).toEqual([])
    expect(one!.bounds).toEqual({ west: 179, south: 0, east: -179, north: 1 })
    expect(Math.abs(one!.centre[0])).toBeGreaterThan(179)
    expect(clusterCells([cell(359, 0)])[0]!.bounds).toEqual({ west: 179.5, south: 0, east: 180, north: 0.5 })
  })

  it('partition the cells: two are together exactly when steps within reach lead from one to the other', () => {
    const some = fc.array(fc.tuple(fc.integer({ min: -360, max: 359 }), fc.integer({ min: -20, max: 20 })), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 6 }), (places, reach) => {
        const cells = places.map(([x, y]) => cell(x, y))
        const clusters = clusterCells(cells, reach)
        expect(clusters.flatMap((each) => each.cells).length).toBe(cells.length)
        // By repeated merging of labels, cell by cell.
        const label = cells.map((_, i) => i)
        const near = (a: WeightedCell, b: WeightedCell) => {
          const dx = Math.abs(a.x - b.x)
          return Math.min(dx, 720 - dx) <= reach && Math.abs(a.y - b.y) <= reach
        }
        for (let changed = true; changed; ) {
          changed = false
          for (let i = 0; i < cells.length; i++)
            for (let j = 0; j < cells.length; j++)
              if (near(cells[i]!, cells[j]!) && label[j]! > label[i]!) {
                label[j] = label[i]!
                changed = true
              }
        }
        expect(clusters.length).toBe(new Set(label).size)
      }),
    )
  })
})
