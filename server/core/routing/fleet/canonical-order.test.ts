import fc from 'fast-check'
import { expect, it } from 'vitest'
import { each, sortClass } from './canonical-order'

/** Among them equal hashes, ones that differ in the highest bit alone, and ids that decide. */
const entry = fc.record({
  hash: fc.oneof(fc.nat(2 ** 32 - 1), fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff)),
  id: fc.string({ minLength: 1, maxLength: 3 }),
})

it('sorts by hash, then by id, and leaves what stands before and behind', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 200 }), fc.nat(3), (nodes, around) => {
      const ids = nodes.map(({ id }, slot) => `${id} ${slot}`)
      const edge = new Array<number>(each * around).fill(7)
      const entries = Int32Array.from([...edge, ...nodes.flatMap(({ hash }, slot) => [slot, hash, slot + 1]), ...edge])
      sortClass(entries, each * around, entries.length - each * around, new Int32Array(each * nodes.length), ids)
      const sorted = nodes.map(({ hash }, slot) => ({ hash, slot, id: ids[slot]! }))
      sorted.sort((a, b) => a.hash - b.hash || (a.id < b.id ? -1 : 1))
      expect([...entries]).toEqual([...edge, ...sorted.flatMap(({ hash, slot }) => [slot, hash | 0, slot + 1]), ...edge])
    }),
    { numRuns: 2000 },
  )
})
