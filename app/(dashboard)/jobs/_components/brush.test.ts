import { expect, it } from 'vitest'
import { barsOf } from './brush'

it('what is chosen of the bars stays chosen as they move on, and ends where they end', () => {
  const bars = { firstAt: 1000, bucketMs: 100, count: 10 }
  const brush = { start: 1500, end: 1300 }
  expect(barsOf(brush, bars)).toEqual([3, 5])
  expect(barsOf(brush, { ...bars, firstAt: 1200 })).toEqual([1, 3])
  expect(barsOf(brush, { ...bars, firstAt: 1400 })).toEqual([0, 1])
})
