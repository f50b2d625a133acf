import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Words } from './address-text'
import { compareWords } from './cidr'
import { buildRangeTable4, findIn4 } from './range-table'
import { buildRangeTable6, findIn6 } from './range-table6'

// Words near each other and near the edges, so that ranges share buckets, keys and /64s.
const word = fc.oneof(
  fc.constantFrom(0, 1, 2, 0xffff, 0x10000, 0x10001, 0x7fffffff, 0xfffffffe, 0xffffffff),
  fc.integer({ min: 0, max: 0xffffffff }),
)
const value = fc.integer({ min: 0, max: 3 })
/** Within a few /24s of a few /16s: lines that are marked, and bits of every place in a block. */
const crowded = fc
  .tuple(fc.constantFrom(0, 0x7f01, 0xffff), fc.constantFrom(0, 1, 31, 32, 33, 254, 255), fc.constantFrom(0, 0, 0, 1, 128, 255))
  .map(([top, middle, low]) => top * 0x10000 + middle * 0x100 + low)
const word4 = fc.oneof(word, { weight: 3, arbitrary: crowded })
const words = fc.tuple(word, word, word, word)

describe('range tables', () => {
  it('answer like a scan of every IPv4 range', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(word4, value), { maxLength: 60 }), fc.array(word4, { minLength: 20 }), (more, probes) => {
        const ranges = distinct([[0, 0], ...more], (a, b) => a - b)
        const starts = ranges.map(([start]) => start)
        const table = buildRangeTable4(
          starts,
          ranges.map(([, v]) => v),
        )
        for (const probe of [...probes, ...starts, ...starts.map((s) => (s === 0 ? 0 : s - 1))]) {
          expect(findIn4(table, probe)).toBe(ranges.findLast(([start]) => start <= probe)?.[1])
        }
      }),
      { numRuns: 300 },
    )
  })

  it('answer like a scan of every IPv6 range, inside a /64 too', () => {
    const few = fc.constantFrom(0, 1, 2, 0xfffffffe, 0xffffffff)
    const dense = fc.tuple(fc.constantFrom(0, 0x20010000, 0x2a000001, 0xffffffff), few, few, few)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.oneof(dense, words), value), { maxLength: 40 }),
        fc.array(fc.oneof(dense, words), { minLength: 20 }),
        (more, probes) => {
          const ranges = distinct<Words>([[[0, 0, 0, 0], 0], ...more], compareWords)
          const starts = ranges.map(([start]) => start)
          const table = buildRangeTable6(
            Uint32Array.from(starts.flat()),
            ranges.map(([, v]) => v),
          )
          for (const probe of [...probes, ...starts, ...starts.map(before)]) {
            expect(findIn6(table, probe)).toBe(ranges.findLast(([start]) => compareWords(start, probe) <= 0)?.[1])
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('answer where an IPv6 /16 has hundreds of ranges, and where hundreds have', () => {
    const low = fc.integer({ min: 0, max: 0xffff })
    const some = fc.array(fc.tuple(low, value), { minLength: 100, maxLength: 300 })
    fc.assert(
      fc.property(some, fc.constantFrom(0, 0, 0, 300), fc.array(low, { minLength: 50 }), (drawn, more, probes) => {
        const keys = distinct([...drawn], (a, b) => a - b)
        const tops = [0x2a01, 0x2a02, ...Array.from({ length: more }, (_, i) => 0x3000 + i), 0xffff]
        const ranges = [[0, 0, 0, 0, 0], ...tops.flatMap((top) => keys.map(([key, v]) => [top * 0x10000 + key, 0, 0, 0, v]))]
        const table = buildRangeTable6(
          Uint32Array.from(ranges.flatMap((range) => range.slice(0, 4))),
          ranges.map((range) => range[4]!),
        )
        // Every top has the same ranges; before its first, and in a top without any, the last of those before it goes on.
        const expected = (top: number, probe: number): number => {
          const own = tops.includes(top) ? keys.findLast(([key]) => key <= probe) : undefined
          return own?.[1] ?? (top > tops[0]! ? keys.at(-1)![1] : 0)
        }
        const near = keys.slice(0, 20).flatMap(([key]) => [key, Math.max(0, key - 1)])
        for (const top of [0x2a00, 0x2a01, 0x2a02, 0x2a03, 0x3000, 0x30fc, 0x30fd, 0x30fe, 0x312b, 0xffff])
          for (const probe of [...probes, ...near, 0, 0xffff]) {
            const found = findIn6(table, [top * 0x10000 + probe, 7, 0, 0])
            if (found !== expected(top, probe)) expect.fail(`${top}:${probe} is ${expected(top, probe)}, not ${found}`)
          }
      }),
      { numRuns: 20 },
    )
  })

  it('answer where every IPv4 /16 has a block, and ranges within some of its /24s', () => {
    const starts: number[] = []
    for (let top = 0; top < 65_536; top++) starts.push(top * 65_536, top * 65_536 + 256, top * 65_536 + 600, top * 65_536 + 60_000)
    const table = buildRangeTable4(
      starts,
      starts.map((_, i) => i % 7),
    )
    for (let i = 0; i < starts.length; i += 1001)
      for (const probe of [starts[i]!, (starts[i + 1] ?? 2 ** 32) - 1]) expect(findIn4(table, probe)).toBe(i % 7)
  })

  it('keep values of every width', () => {
    for (const largest of [255, 256, 65_535, 65_536, 400_000]) {
      expect(findIn4(buildRangeTable4([0, 77], [0, largest]), 78)).toBe(largest)
      expect(findIn6(buildRangeTable6(new Uint32Array([0, 0, 0, 0, 1, 0, 0, 0]), [0, largest]), [1, 2, 3, 4])).toBe(largest)
    }
  })
})

function distinct<T>(ranges: readonly (readonly [T, number])[], compare: (a: T, b: T) => number): (readonly [T, number])[] {
  const sorted = [...ranges].sort((a, b) => compare(a[0], b[0]))
  return sorted.filter((range, i) => i === 0 || compare((sorted[i - 1] as (typeof sorted)[number])[0], range[0]) !== 0)
}

function before(words: Words): Words {
  const result = [...words] as [number, number, number, number]
  for (let i = 3; i >= 0; i--) {
    if ((result[i] as number) > 0) {
      result[i] = (result[i] as number) - 1
      return result
    }
    result[i] = 0xffffffff
  }
  return words
}
