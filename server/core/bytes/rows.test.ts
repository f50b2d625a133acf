import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packRows, unpackRows } from './rows'

it('rows come back as they were, none too', () => {
  const aRow = fc.record({ id: fc.string(), at: fc.option(fc.tuple(fc.integer(), fc.integer())), free: fc.nat(), simulated: fc.boolean() })
  fc.assert(
    fc.property(fc.array(aRow), (rows) => {
      expect(unpackRows(packRows(rows))).toEqual(rows)
    }),
  )
})
