import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hash32 } from '../hash/seed'
import { classFor, Drawn, mostSought } from './draw'

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

it.each([[[1, 2, 4, 8]], [[1, 1, 1, 1, 1, 95]], [[5, 5]]])(
  'gives classes of %j nodes as many conversations as they have nodes',
  (sizes) => {
    const hashes = sizes.map((_, i) => hash32(`class ${i}`))
    const runs = 100_000
    const counts = sizes.map(() => 0)
    for (let n = 0; n < runs; n++) counts[classFor(hash32(`conversation ${n}`), hashes, sizes)]!++
    const all = sizes.reduce((sum, size) => sum + size)
    for (const [i, size] of sizes.entries()) {
      const share = (runs * size) / all
      expect(Math.abs(counts[i]! - share)).toBeLessThan(4 * Math.sqrt(share) + share / 100)
    }
  },
)
