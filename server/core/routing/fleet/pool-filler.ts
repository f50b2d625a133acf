// Fills many empty pools at once, class after class, with no more room than they need.

import type { GeoClass } from '../geo-class'
import type { Pool } from './pool'

export class PoolFiller {
  private readonly pools: Pool[] = []
  private readonly numbers = new Map<Pool, number>()
  private readonly sizes: number[] = []
  private slots: Int32Array<ArrayBuffer>[] = []
  private next = new Int32Array(0)

  /** The numbers of pools that so many more are going to be put into. */
  take(pools: readonly Pool[], count: number): readonly number[] {
    return pools.map((pool) => {
      const number = this.numbers.get(pool) ?? this.pools.push(pool) - 1
      this.numbers.set(pool, number)
      this.sizes[number] = (this.sizes[number] ?? 0) + count
      return number
    })
  }

  /** All pools are known by now, and slots come in order. */
  put(slot: number, numbers: readonly number[]): void {
    if (this.slots.length < this.sizes.length) this.open()
    const { slots, next } = this
    for (let i = 0; i < numbers.length; i++) slots[numbers[i]!]![next[numbers[i]!]!++] = slot
  }

  /** What was put since the last class was closed is of this one. */
  close(place: GeoClass): void {
    const { pools, next } = this
    for (let i = 0; i < this.slots.length; i++) if (next[i]! > pools[i]!.length) pools[i]!.append(place, next[i]!)
  }

  private open(): void {
    this.slots = this.sizes.map((size) => new Int32Array(size))
    this.next = new Int32Array(this.sizes.length)
    for (const [i, pool] of this.pools.entries()) pool.slots = this.slots[i]!
  }
}
