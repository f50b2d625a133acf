import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Drawn, mostSought } from './draw'

it('tells positions that were drawn already from new ones, and forgets them', () => {
  const isDrawn = new Drawn()
  const position = fc.oneof(fc.nat(30), fc.nat(2 ** 24))
  fc.assert(
    fc.property(fc.array(position, { maxLength: mostSought }), (positions) => {
      isDrawn.clear()
      const known = new Set<number>()
      for (const each of positions) {
        expect(isDrawn.add(each)).toBe(!known.has(each))
        known.add(each)
      }
    }),
  )
})
