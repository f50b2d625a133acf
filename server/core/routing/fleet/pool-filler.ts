// Fills many empty pools at once, class after class, with no more room than they need. All their slots are first laid out in
// one run of memory, so that putting one in is an addition and a store.

import type { GeoClass } from '../geo-class'
import type { Pool } from './pool'

export class PoolFiller {
  private readonly pools: Pool[] = []
  /** Which pools each offer is in: `numbers[first[offer] … first[offer + 1]]`. */
  private readonly first: Int32Array
  private readonly numbers: Int32Array
  private readonly slots: Int32Array
  /** Where each pool begins, and where its next slot goes. */
  private readonly start: Int32Array
  private readonly next: Int32Array

  /** By offer its pools, and how many slots with that offer will come. */
  constructor(poolsOf: readonly (readonly Pool[])[], counts: Int32Array) {
    const known = new Map<Pool, number>()
    const sizes: number[] = []
    const numbers: number[] = []
    this.first = new Int32Array(poolsOf.length + 1)
    for (const [offer, pools] of poolsOf.entries()) {
      for (const pool of pools) {
        const number = known.get(pool) ?? this.pools.push(pool) - 1
        known.set(pool, number)
        numbers.push(number)
        sizes[number] = (sizes[number] ?? 0) + counts[offer]!
      }
      this.first[offer + 1] = numbers.length
    }
    this.numbers = Int32Array.from(numbers)
    this.start = new Int32Array(sizes.length + 1)
    for (const [i, size] of sizes.entries()) this.start[i + 1] = this.start[i]! + size
    this.next = this.start.slice()
    this.slots = new Int32Array(this.start[sizes.length]!)
  }

  /** Slots come in order. */
  put(slot: number, offer: number): void {
    const { first, numbers, slots, next } = this
    for (let i = first[offer]!; i < first[offer + 1]!; i++) slots[next[numbers[i]!]!++] = slot
  }

  /** What was put since the last class was closed is of this one. */
  close(place: GeoClass): void {
    for (const [i, pool] of this.pools.entries()) {
      const end = this.next[i]! - this.start[i]!
      if (end > pool.length) pool.append(place, end)
    }
  }

  finish(): void {
    for (const [i, pool] of this.pools.entries()) pool.slots = this.slots.slice(this.start[i]!, this.start[i + 1]!)
  }
}
