// What nodes offer: each offer kept once, and of each slot the number of its own.

import type { FleetNode } from '../types'
import { Interned } from './interned'

/** What a node offers, shared by all that offer the same. */
export type Offer = {
  readonly key: string
  readonly environments: readonly string[]
  readonly models: readonly string[]
  /** Subclouds that it may not join for a while. */
  readonly cooling: readonly string[]
}

/** Numbers that two bytes hold, beside nothing. */
const mostNarrow = 0xffff

export class Offers {
  private readonly interned = new Interned<Offer>()
  /** By slot the number of its offer plus 1; 0 where there is no node. Wider once there are so many offers. */
  private bySlot: Uint16Array | Int32Array = new Uint16Array(0)
  /** How many nodes may not join a Subcloud for a while. */
  private readonly cooling = new Map<string, number>()

  /** By number. */
  get values(): readonly (Offer | undefined)[] {
    return this.interned.values
  }

  get size(): number {
    return this.interned.size
  }

  /** Whether the slot is a node's. */
  has(slot: number): boolean {
    return this.bySlot[slot] !== 0
  }

  numberAt(slot: number): number {
    return this.bySlot[slot]! - 1
  }

  at(slot: number): Offer {
    return this.interned.values[this.numberAt(slot)]!
  }

  set(slot: number, number: number): void {
    if (number >= mostNarrow && this.bySlot instanceof Uint16Array) this.bySlot = Int32Array.from(this.bySlot)
    this.bySlot[slot] = number + 1
  }

  /** The slot is no node's any more. */
  clear(slot: number): void {
    this.release(this.numberAt(slot))
    this.bySlot[slot] = 0
  }

  take({ environments, models, cooling }: FleetNode): number {
    const lists = [unique(environments), unique(models), unique(cooling)] as const
    const key = JSON.stringify(lists)
    const number = this.interned.take(key, () => ({ key, environments: lists[0], models: lists[1], cooling: lists[2] }))
    this.countCooling(lists[2], 1)
    return number
  }

  release(number: number): void {
    this.countCooling(this.interned.values[number]!.cooling, -1)
    this.interned.release(number)
  }

  /** Whether any node may not join the Subcloud just now. */
  isCooling(slug: string): boolean {
    return this.cooling.has(slug)
  }

  /** A Subcloud that takes any node needs pools of its own while one may not join it. */
  private countCooling(cooling: readonly string[], by: 1 | -1): void {
    for (const slug of cooling) {
      const count = (this.cooling.get(slug) ?? 0) + by
      if (count === 0) this.cooling.delete(slug)
      else this.cooling.set(slug, count)
    }
  }

  reserve(count: number): void {
    if (count <= this.bySlot.length) return
    const bySlot = this.bySlot instanceof Uint16Array ? new Uint16Array(count) : new Int32Array(count)
    bySlot.set(this.bySlot)
    this.bySlot = bySlot
  }
}

const nothing: readonly string[] = []

/** The node's own list, where it says nothing twice. */
function unique(names = nothing): readonly string[] {
  const all = new Set(names)
  return all.size === names.length ? names : [...all]
}
