// All slots in canonical order: by rank of class, then hash, then id. A radix sort over slots with their keys beside them, so
// that every pass reads straight through memory and writes each to one place: a million nodes in tens of milliseconds.

import type { NodeWords } from './node-words'

const bits = 11
const buckets = 1 << bits
/** Slot, hash and rank, side by side. */
const each = 3

/** Slots in order, and beside them the ranks of their classes. */
export type Ordered = { readonly slots: Int32Array; readonly ranks: Int32Array }

/** `rankOf`: the place of each class in the order of keys. */
export function canonicalOrder(slots: Int32Array, words: NodeWords, rankOf: Int32Array, ids: readonly string[]): Ordered {
  let from = new Int32Array(each * slots.length)
  let to = new Int32Array(each * slots.length)
  for (let i = 0; i < slots.length; i++) {
    from[each * i] = slots[i]!
    from[each * i + 1] = words.hashOf(slots[i]!)
    from[each * i + 2] = rankOf[words.classOf(slots[i]!)]!
  }
  for (const [key, width] of [
    [1, 32],
    [2, 32 - Math.clz32(rankOf.length)],
  ] as const)
    for (let shift = 0; shift < width; shift += bits) {
      deal(from, to, key, shift)
      ;[from, to] = [to, from]
    }
  settleEquals(from, ids)
  const ranks = new Int32Array(slots.length)
  for (let i = 0; i < slots.length; i++) {
    slots[i] = from[each * i]!
    ranks[i] = from[each * i + 2]!
  }
  return { slots, ranks }
}

/** One pass: everything to its bucket by these bits of the key, in the order it came. */
function deal(from: Int32Array, to: Int32Array, key: number, shift: number): void {
  const next = new Uint32Array(buckets)
  for (let at = 0; at < from.length; at += each) next[(from[at + key]! >>> shift) & (buckets - 1)]!++
  let sum = 0
  for (let i = 0; i < buckets; i++) {
    const count = next[i]!
    next[i] = sum
    sum += each * count
  }
  for (let at = 0; at < from.length; at += each) {
    const bucket = (from[at + key]! >>> shift) & (buckets - 1)
    const place = next[bucket]!
    next[bucket] = place + each
    to[place] = from[at]!
    to[place + 1] = from[at + 1]!
    to[place + 2] = from[at + 2]!
  }
}

/** Of one class and one hash, by id: rare, since hashes have 32 bits. */
function settleEquals(sorted: Int32Array, ids: readonly string[]): void {
  for (let i = each; i < sorted.length; i += each) {
    for (let j = i; j > 0 && areEqual(sorted, j) && ids[sorted[j]!]! < ids[sorted[j - each]!]!; j -= each) {
      const slot = sorted[j]!
      sorted[j] = sorted[j - each]!
      sorted[j - each] = slot
    }
  }
}

const areEqual = (sorted: Int32Array, at: number): boolean =>
  sorted[at + 1] === sorted[at + 1 - each] && sorted[at + 2] === sorted[at + 2 - each]
