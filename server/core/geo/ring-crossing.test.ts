import { expect, it } from 'vitest'
import { type Ring, refusal, shapeOf } from '../testing/shapes'

it('z10 finds one crossing among thousands of edges, and refuses a shape made to exhaust the search', () => {
  // A comb along the diagonal: every edge overlaps every other in both directions, and none crosses.
  const comb: Ring = []
  for (let i = 0; i < 4900; i++) comb.push(i % 2 ? [-50 + i * 0.001, -50 - i * 0.001] : [50 + i * 0.001, 50 - i * 0.001])
  comb.push([60, -60], comb[0]!)
  expect(refusal(shapeOf(comb))).toMatch(/intricate/)
  const zigzag: Ring = Array.from({ length: 4000 }, (_, i): [number, number] => [-40 + i * 0.02, i % 2 ? 10 : -10])
  const closed: Ring = [...zigzag, [45, 40], [-45, 40], zigzag[0]!]
  expect(refusal(shapeOf(closed))).toBeNull()
  const crossed = closed.map((at, i): [number, number] => (i === 2000 ? [-39, 5] : at))
  expect(refusal(shapeOf(crossed))).toMatch(/crosses/)
})

it('tells a ring that touches itself at a vertex from one that crosses there', () => {
  const pinched: Ring = [
    [0, 0],
    [10, 0],
    [10, 10],
    [5, 5],
    [0, 10],
    [0, 6],
    [5, 5],
    [0, 4],
    [0, 0],
  ]
  expect(refusal(shapeOf(pinched))).toBeNull()
  const through: Ring = [
    [0, 0],
    [5, 5],
    [10, 11],
    [10, 0],
    [5, 5],
    [0, 10],
    [0, 0],
  ]
  expect(refusal(shapeOf(through))).toMatch(/crosses/)
  const onEdge: Ring = [
    [0, 0],
    [10, 0],
    [10, 10],
    [5, 0],
    [0, 10],
    [0, 0],
  ]
  expect(refusal(shapeOf(onEdge))).toMatch(/crosses/)
})
