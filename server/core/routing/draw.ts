// How chance is taken out of a seed, and how candidates are ordered: shared by every way of picking, so that they agree.
// A pool is drawn from by position in its canonical order; equals go by the seed's hash of their ids.

import { mix32 } from '../hash/seed'

/** Pools up to this are scored whole: all are told of where there are few. Simulated, 3 to 16 serve as well (`score.ts`). */
export const wholePool = 8
/** Eligible candidates that are scored of a larger one: power of d choices. */
export const draws = 3
/** Positions drawn to find them before what was found has to do. */
export const mostLooks = 16
/** Where that is nothing, positions drawn in all before the pool is looked through: where one node in a hundred is free it is found. */
export const mostSought = 1024
/** Where the draws among those that a look through a pool has left begin: they repeat none of the first. */
export const secondDraws = 1 << 16
/** A conversation's node is sought among at most about twice as many as this. */
export const sliceSize = 32

/** Pools up to this are looked through sooner than so many are drawn. */
const soonThrough = 512

/** How many positions of a pool are drawn before it is looked through: no more than it has. */
export function soughtIn(length: number): number {
  return length <= soonThrough ? mostLooks : Math.min(mostSought, length)
}

/** The n-th position drawn out of `length`. */
export function positionAt(order: number, n: number, length: number): number {
  return ((mix32(order ^ Math.imul(n + 1, 0x9e3779b1)) * length) / 4_294_967_296) | 0
}

/** Whether it is one of the first `count` of those drawn: for a few. */
export function isAmong(drawn: Int32Array, position: number, count: number): boolean {
  for (let i = 0; i < count; i++) if (drawn[i] === position) return true
  return false
}

/** Positions that were drawn already, of one pool. */
export class Drawn {
  /** By hash; below 0 where there is none. Never more than a quarter full. */
  private readonly positions = new Int32Array(4 * mostSought)

  clear(): void {
    this.positions.fill(-1)
  }

  /** Whether it is a new one. */
  add(position: number): boolean {
    const { positions } = this
    const last = positions.length - 1
    let at = Math.imul(position, 0x9e3779b1) >>> 20
    while (positions[at & last] !== -1) {
      if (positions[at & last] === position) return false
      at++
    }
    positions[at & last] = position
    return true
  }
}

/** What decides between equals, and which of several nodes a conversation belongs to: the highest. */
export function tieOf(order: number, idHash: number): number {
  return mix32(order ^ idHash)
}

type Candidate = { readonly id: string; readonly hash: number; readonly score: number }

/** Best first: by score and then by hash, or in a conversation by hash alone. */
export function isBetter(a: Candidate, b: Candidate, order: number, byHash: boolean): boolean {
  if (!byHash && a.score !== b.score) return a.score < b.score
  const x = tieOf(order, a.hash)
  const y = tieOf(order, b.hash)
  return x === y ? a.id < b.id : x > y
}

export function compareCandidates(order: number, byHash: boolean): (a: Candidate, b: Candidate) => number {
  return (a, b) => (isBetter(a, b, order, byHash) ? -1 : 1)
}

/** Which of several classes a conversation belongs to, by their hashes and sizes: rendezvous, weighted, so that a node more or less moves few. */
export function classFor(order: number, hashes: ArrayLike<number>, sizes: ArrayLike<number>): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < hashes.length; i++) {
    const wait = waitOf(mix32(order ^ hashes[i]!)) / sizes[i]!
    if (wait < least) {
      least = wait
      best = i
    }
  }
  return best
}

const powers = Float64Array.from({ length: 32 }, (_, bits) => 2 ** bits)

/**
 * −log2 of the hash as a fraction of 2³², so that the least of several, each divided by a size, is as often one's as it is large. The
 * logarithm of the mantissa by a cubic, to a thousandth: sums and products are the same everywhere, logarithms are not.
 */
function waitOf(hash: number): number {
  const h = (hash | 1) >>> 0
  const bits = 31 - Math.clz32(h)
  const f = h / powers[bits]! - 1
  return 32 - bits - f * (1 + (1 - f) * (0.4208 - 0.1553 * f))
}

/** How many leading bits of the hash a slice of a class of `size` nodes shares: slices of 32 to 63, small classes whole. */
export function sliceBits(size: number): number {
  return size < 2 * sliceSize ? 0 : 31 - Math.clz32(Math.floor(size / sliceSize))
}

/** Which slice. */
export function sliceOf(order: number, classHash: number, bits: number): number {
  return bits === 0 ? 0 : mix32(mix32(order) ^ classHash) >>> (32 - bits)
}
