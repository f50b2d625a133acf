// Fills many empty pools at once, class after class. They get as much room as they need, side by side.

import type { GeoClass } from '../geo-class'
import { each } from './canonical-order'
import type { Family } from './family'
import type { Offers } from './offers'
import type { Pool } from './pool'

export class PoolFiller {
  private readonly pools: Pool[] = []
  /** The slots of one pool after the other, and where each pool begins and its next slot goes. */
  private readonly room: Int32Array
  private readonly begins: number[] = []
  private readonly next: Int32Array
  /** Which pools each offer is in: `numbers[first[offer] … first[offer + 1]]`. */
  private readonly first: Int32Array
  private readonly numbers: Int32Array

  /** `counts`: how many slots of each offer will come. */
  constructor(
    family: Family,
    private readonly offers: Offers,
    counts: Int32Array,
  ) {
    const sizes: number[] = []
    const numbers: number[] = []
    this.first = new Int32Array(counts.length + 1)
    numberPools(family, offers, counts, this.pools, sizes, this.first, numbers)
    this.numbers = Int32Array.from(numbers)
    let end = 0
    for (const size of sizes) {
      this.begins.push(end)
      end += size
    }
    this.next = Int32Array.from(this.begins)
    this.room = family.roomFor(end)
    for (const [number, pool] of this.pools.entries())
      pool.slots = this.room.subarray(this.begins[number]!, this.begins[number]! + sizes[number]!)
  }

  /** A class of nodes, in order: of each the slot, and its hash, in place of which its offer is written. */
  put(place: GeoClass, entries: Int32Array, from: number, to: number): void {
    const { begins, next, pools } = this
    // Before anything hangs on them, so that memory answers for many at once.
    writeOffers(this.offers, entries, from, to)
    putSlots(entries, from, to, this.first, this.numbers, next, this.room)
    for (const [number, pool] of pools.entries()) {
      const length = next[number]! - begins[number]!
      if (length > pool.length) pool.append(place, length)
    }
  }
}

/** Notes of each offer's pools the numbers, and of each pool how many slots will come. */
function numberPools(
  family: Family,
  offers: Offers,
  counts: Int32Array,
  pools: Pool[],
  sizes: number[],
  first: Int32Array,
  numbers: number[],
): void {
  const known = new Map<Pool, number>()
  for (let offer = 0; offer < counts.length; offer++) {
    const count = counts[offer]!
    if (count > 0)
      for (const pool of family.poolsFor(offers.offer(offer))) {
        const number = known.get(pool) ?? pools.push(pool) - 1
        known.set(pool, number)
        numbers.push(number)
        sizes[number] = (sizes[number] ?? 0) + count
      }
    first[offer + 1] = numbers.length
  }
}

function writeOffers(offers: Offers, entries: Int32Array, from: number, to: number): void {
  for (let at = from; at < to; at += each) entries[at + 1] = offers.numberAt(entries[at]!)
}

/** Each slot to the next places of its offer's pools. */
function putSlots(
  entries: Int32Array,
  from: number,
  to: number,
  first: Int32Array,
  numbers: Int32Array,
  next: Int32Array,
  room: Int32Array,
): void {
  for (let at = from; at < to; at += each) {
    const slot = entries[at]!
    const offer = entries[at + 1]!
    const end = first[offer + 1]!
    for (let i = first[offer]!; i < end; i++) room[next[numbers[i]!]!++] = slot
  }
}
