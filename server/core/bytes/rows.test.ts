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

it('what recurs is written once, and a comma in a name is no end of it', () => {
  const rows = Array.from({ length: 1500 }, (_, i) => ({ id: `0x${i}`, zone: i % 2 === 0 ? 'EU' : null, model: `m${i},${i % 3}` }))
  const text = packRows(rows)
  expect(unpackRows(text)).toEqual(rows)
  expect(text.match(/"EU"/g)).toHaveLength(1)
  expect(text.length).toBeLessThan(JSON.stringify(rows).length / 1.5)
})
