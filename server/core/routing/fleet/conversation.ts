// Among which nodes of a pool a conversation's is sought, and in which order: at a cost that does not grow with the pool.

import { classFor, sliceBits, sliceOf, sliceSize, tieOf } from '../draw'
import type { FleetIndex } from './fleet-index'
import type { NodeWords } from './node-words'
import type { Part } from './plan'
import type { Pool } from './pool'

/** Small enough to be looked through whole. */
export function isSlice({ length }: Part): boolean {
  return length < 2 * sliceSize
}

/** Where in the pool the slice of a larger part begins and ends: in the class that the conversation belongs to. */
export function sliceIn(pool: Pool, { classes, hashes, sizes }: Part, order: number, words: NodeWords): { from: number; to: number } {
  const i = classes[classFor(order, hashes, sizes)]!
  const from = pool.startOf(i)
  const to = pool.ends[i]!
  const bits = sliceBits(to - from)
  if (bits === 0) return { from, to }
  const slice = sliceOf(order, pool.classes[i]!.hash, bits)
  const start = firstAtLeast(pool, words, slice * 2 ** (32 - bits), from, to)
  return { from: start, to: firstAtLeast(pool, words, (slice + 1) * 2 ** (32 - bits), start, to) }
}

/** Whether a node is more a conversation's than another. */
export function comesFirst({ words, ids }: FleetIndex, order: number, a: number, b: number): boolean {
  const x = tieOf(order, words.hashOf(a))
  const y = tieOf(order, words.hashOf(b))
  return x === y ? ids[a]! < ids[b]! : x > y
}

function firstAtLeast({ slots }: Pool, words: NodeWords, hash: number, from: number, to: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (words.hashOf(slots[middle]!) < hash) low = middle + 1
    else high = middle
  }
  return low
}
