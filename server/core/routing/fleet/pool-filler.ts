// Fills many empty pools at once, class after class, each of them having been given as much room as it needs.

import type { GeoClass } from '../geo-class'
import { each } from './canonical-order'
import type { Family } from './family'
import type { Offers } from './offers'
import type { Pool } from './pool'

export class PoolFiller {
  private readonly pools: Pool[] = []
  /** Of each pool the memory of its slots, and where the next one goes. */
  private readonly slots: readonly Int32Array[]
  private readonly next: Int32Array
  /** Which pools each offer is in: `numbers[first[offer] … first[offer + 1]]`. */
  private readonly first: Int32Array
  private readonly numbers: Int32Array

  /** `counts`: how many slots of each offer will come. */
  constructor(family: Family, offers: Offers, counts: Int32Array) {
    const known = new Map<Pool, number>()
    const sizes: number[] = []
    const numbers: number[] = []
    this.first = new Int32Array(counts.length + 1)
    for (const [offer, count] of counts.entries()) {
      for (const pool of count === 0 ? [] : family.poolsFor(offers.offer(offer))) {
        const number = known.get(pool) ?? this.pools.push(pool) - 1
        known.set(pool, number)
        numbers.push(number)
        sizes[number] = (sizes[number] ?? 0) + count
      }
      this.first[offer + 1] = numbers.length
    }
    this.numbers = Int32Array.from(numbers)
    this.next = new Int32Array(this.pools.length)
    this.slots = this.pools.map((pool, number) => pool.roomFor(sizes[number]!))
  }

  /** A class of nodes, in order. Of each entry the first number is the slot, the last the offer. */
  put(place: GeoClass, entries: Int32Array, from: number, to: number): void {
    const { first, numbers, slots, next, pools } = this
    for (let at = from; at < to; at += each) {
      const slot = entries[at]!
      const offer = entries[at + 2]!
      const end = first[offer + 1]!
      for (let i = first[offer]!; i < end; i++) {
        const number = numbers[i]!
        slots[number]![next[number]!++] = slot
      }
    }
    for (const [number, pool] of pools.entries()) if (next[number]! > pool.length) pool.append(place, next[number]!)
  }
}
