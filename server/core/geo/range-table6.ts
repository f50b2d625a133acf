// IPv6 address → small integer. Allocation is uneven (a few /12s hold everything), so instead of fixed buckets the
// distinct upper 32 bits that occur are kept in order, each with the ranges that begin under it by their next 32 bits:
// two short binary searches, 4 bytes an entry and its value. The few /16s with many of them have an index of their /24s. Ranges longer than a /64 are rare: the /64 that holds any
// is marked, and a third table, exact to 128 bits, answers for it. Value 0 means nothing.

import type { Words } from './address-text'
import { fitValues, type ValueArray } from './range-table'

export type RangeTable6 = {
  /** Per upper 16 bits the index of the first key; 65,537 of them. */
  readonly buckets: Uint32Array
  /** Per upper 16 bits 1 + the number of its own index, or 0. */
  readonly fineAt: Uint8Array
  /** 257 an index: per next 8 bits that of the first key there or after. */
  readonly fines: Uint32Array
  /** Distinct upper 32 bits at which a range begins, ascending. */
  readonly keys: Uint32Array
  /** Per key the index of its first entry, and the end. Each key's first entry has low 0. */
  readonly offsets: Uint32Array
  readonly lows: Uint32Array
  /** 1 + the value, or 0 for a /64 that the deep table answers for. */
  readonly values: ValueArray
  /** Starts of the ranges within marked /64s: four words each, ascending. */
  readonly deepStarts: Uint32Array
  readonly deepValues: ValueArray
}

export function findIn6(table: RangeTable6, words: Words): number {
  const { buckets, fineAt, fines, keys, offsets, lows, values } = table
  const [high, low] = words
  const bucket = high >>> 16
  // The last key ≤ high; where the bucket has none, the last one before it.
  let key = (buckets[bucket] as number) - 1
  let end = buckets[bucket + 1] as number
  const fine = fineAt[bucket] as number
  if (fine > 0) {
    const at = (fine - 1) * 257 + ((high >>> 8) & 255)
    key = (fines[at] as number) - 1
    end = fines[at + 1] as number
  }
  while (end - key > 1) {
    const middle = (key + end) >>> 1
    if ((keys[middle] as number) <= high) key = middle
    else end = middle
  }
  let first = offsets[key] as number
  let last = offsets[key + 1] as number
  if (keys[key] !== high) first = last - 1
  while (last - first > 1) {
    const middle = (first + last) >>> 1
    if ((lows[middle] as number) <= low) first = middle
    else last = middle
  }
  const value = values[first] as number
  return value > 0 ? value - 1 : findDeep(table, words)
}

function findDeep({ deepStarts, deepValues }: RangeTable6, words: Words): number {
  let first = -1
  let last = deepValues.length
  while (last - first > 1) {
    const middle = (first + last) >>> 1
    if (compareAt(deepStarts, middle * 4, words) <= 0) first = middle
    else last = middle
  }
  return first < 0 ? 0 : (deepValues[first] as number)
}

const compareAt = (starts: Uint32Array, at: number, words: Words) =>
  (starts[at] as number) - words[0] ||
  (starts[at + 1] as number) - words[1] ||
  (starts[at + 2] as number) - words[2] ||
  (starts[at + 3] as number) - words[3]

/**
 * From ranges in ascending order that together cover the space: range i runs from its start (four words at `starts[4·i]`)
 * up to the next start. The first start must be `::`. Neighbours of equal value are merged.
 */
export function buildRangeTable6(starts: Uint32Array, values: ArrayLike<number>, count = values.length): RangeTable6 {
  const keys: number[] = []
  const offsets: number[] = []
  // A range adds at most three entries: what was in force at its key, itself, and what follows a deep /64.
  const lows = new Uint32Array(3 * count)
  const found = new Uint32Array(3 * count)
  const deepStarts: number[] = []
  const deepValues: number[] = []
  let size = 0
  const add = (high: number, low: number, value: number) => {
    if (keys.at(-1) !== high) {
      // A new key opens with what was in force before it.
      const carried = size > 0 ? (found[size - 1] as number) : 1
      if (low === 0 && size > 0 && carried === value) return
      keys.push(high)
      offsets.push(size)
      if (low > 0) {
        lows[size] = 0
        found[size++] = carried
      }
    } else if (found[size - 1] === value) return
    lows[size] = low
    found[size++] = value
  }
  for (let i = 0; i < count; ) {
    const high = starts[4 * i] as number
    const low = starts[4 * i + 1] as number
    let end = i + 1
    while (end < count && starts[4 * end] === high && starts[4 * end + 1] === low) end++
    const aligned = starts[4 * i + 2] === 0 && starts[4 * i + 3] === 0
    const after = values[end - 1] as number
    if (end === i + 1 && aligned) add(high, low, after + 1)
    else {
      if (!aligned) pushDeep(deepStarts, deepValues, [high, low, 0, 0], i > 0 ? (values[i - 1] as number) : 0)
      for (let j = i; j < end; j++) {
        const at = 4 * j
        pushDeep(deepStarts, deepValues, [high, low, starts[at + 2] as number, starts[at + 3] as number], values[j] as number)
      }
      add(high, low, 0)
      const [nextHigh, nextLow] = low === 0xffffffff ? [high + 1, 0] : [high, low + 1]
      const follows = end < count && starts[4 * end] === nextHigh && starts[4 * end + 1] === nextLow
      if (!follows && nextHigh <= 0xffffffff) add(nextHigh, nextLow, after + 1)
    }
    i = end
  }
  offsets.push(size)
  return {
    ...indexOf(keys),
    keys: Uint32Array.from(keys),
    offsets: Uint32Array.from(offsets),
    lows: lows.slice(0, size),
    values: fitValues(found.subarray(0, size)),
    deepStarts: Uint32Array.from(deepStarts),
    deepValues: fitValues(deepValues),
  }
}

function pushDeep(starts: number[], values: number[], words: Words, value: number): void {
  starts.push(...words)
  values.push(value)
}

/** More keys than this are worth an index of 1 KiB, as far as a byte can number them. */
const denseKeys = 48
const maxFines = 255

function indexOf(keys: readonly number[]): Pick<RangeTable6, 'buckets' | 'fineAt' | 'fines'> {
  const buckets = new Uint32Array(65_537)
  const fineAt = new Uint8Array(65_536)
  const fines: number[] = []
  let key = 0
  for (let bucket = 0; bucket < 65_536; bucket++) {
    const first = key
    buckets[bucket] = first
    while (key < keys.length && (keys[key] as number) >>> 16 === bucket) key++
    if (key - first <= denseKeys || fines.length >= maxFines * 257) continue
    for (let byte = 0, at = first; byte <= 256; byte++) {
      while (at < key && (((keys[at] as number) >>> 8) & 255) < byte) at++
      fines.push(at)
    }
    fineAt[bucket] = fines.length / 257
  }
  buckets[65_536] = key
  return { buckets, fineAt, fines: Uint32Array.from(fines) }
}
