import fc from 'fast-check'
import { expect, it } from 'vitest'
import { each, sortClass } from './canonical-order'

/** Among them equal hashes, ones that differ in the highest or the lowest bit alone, and ids that decide. */
const entry = fc.record({
  hash: fc.oneof(fc.nat(2 ** 32 - 1), fc.nat(64), fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff)),
  id: fc.string({ minLength: 1, maxLength: 3 }),
})

it('sorts by hash, then by id, and leaves what stands before and behind', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 200 }), fc.nat(3), (nodes, around) => {
      const ids = nodes.map(({ id }, slot) => `${id} ${slot}`)
      const edge = new Array<number>(each * around).fill(7)
      const entries = Int32Array.from([...edge, ...nodes.flatMap(({ hash }, slot) => [slot, hash]), ...edge])
      sortClass(entries, each * around, entries.length - each * around, new Int32Array(each * nodes.length), ids)
      const sorted = nodes.map(({ hash }, slot) => ({ hash, slot, id: ids[slot]! }))
      sorted.sort((a, b) => a.hash - b.hash || (a.id < b.id ? -1 : 1))
      expect([...entries]).toEqual([...edge, ...sorted.flatMap(({ hash, slot }) => [slot, hash | 0]), ...edge])
    }),
    { numRuns: 2000 },
  )
})

it('deals by all of the hash where ids were chosen to be alike in its upper half', () => {
  const count = 400_000
  const entries = Int32Array.from({ length: each * count }, (_, i) => (i % each === 0 ? i / each : count - i))
  // Moved one by one they would take a minute.
  sortClass(entries, 0, entries.length, new Int32Array(entries.length), [])
  let sorted = 0
  for (let i = each; i < entries.length; i += each) if (entries[i - 1]! >>> 0 < entries[i + 1]! >>> 0) sorted++
  expect(sorted).toBe(count - 1)
})
