import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstInOrder } from './first-in-order'

it('is what sorting all of them would begin with', () => {
  const order = (a: number, b: number) => a - b
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.integer({ min: 1, max: 12 }), (items, limit) => {
      expect(firstInOrder(items, limit, order)).toEqual([...items].sort(order).slice(0, limit))
    }),
  )
})
