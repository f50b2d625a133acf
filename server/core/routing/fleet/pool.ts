// The nodes that offer one model in one environment to one kind of job, in canonical order: by class of place and, within
// a class, by hash and id. A node that comes or goes moves what stands behind it, which at memory's speed is microseconds.

import type { GeoClass } from '../geo-class'

/** How two slots of one class are ordered. */
export type Precedes = (a: number, b: number) => boolean

export class Pool {
  slots: Int32Array = new Int32Array(0)
  /** Classes present, in order, and where each ends. */
  readonly classes: GeoClass[] = []
  readonly ends: number[] = []
  /** Goes up with every change of members: what was worked out of an older one is void. */
  version = 0

  get length(): number {
    return this.ends.length === 0 ? 0 : this.ends[this.ends.length - 1]!
  }

  startOf(i: number): number {
    return i === 0 ? 0 : this.ends[i - 1]!
  }

  empty(): void {
    this.classes.length = 0
    this.ends.length = 0
    this.version++
  }

  /** For building: `slots` hold a further class, up to there. */
  append(place: GeoClass, end: number): void {
    this.classes.push(place)
    this.ends.push(end)
  }

  insert(slot: number, place: GeoClass, precedes: Precedes): void {
    const { length } = this
    this.reserve(length + 1)
    let i = this.indexOf(place)
    if (this.classes[i] !== place) {
      this.classes.splice(i, 0, place)
      this.ends.splice(i, 0, this.startOf(i))
    }
    const at = this.find(slot, i, precedes)
    this.slots.copyWithin(at + 1, at, length)
    this.slots[at] = slot
    for (; i < this.ends.length; i++) this.ends[i]!++
    this.version++
  }

  remove(slot: number, place: GeoClass, precedes: Precedes): boolean {
    const { length } = this
    const i = this.indexOf(place)
    if (this.classes[i] !== place) return false
    const at = this.find(slot, i, precedes)
    if (at === this.ends[i] || this.slots[at] !== slot) return false
    this.slots.copyWithin(at, at + 1, length)
    const isLast = this.ends[i]! - this.startOf(i) === 1
    for (let j = i; j < this.ends.length; j++) this.ends[j]!--
    if (isLast) {
      this.classes.splice(i, 1)
      this.ends.splice(i, 1)
    }
    this.version++
    return true
  }

  has(slot: number, place: GeoClass, precedes: Precedes): boolean {
    const i = this.indexOf(place)
    if (this.classes[i] !== place) return false
    const at = this.find(slot, i, precedes)
    return at < this.ends[i]! && this.slots[at] === slot
  }

  /** Where the class is, or would be. */
  private indexOf({ key }: GeoClass): number {
    let low = 0
    let high = this.classes.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.classes[middle]!.key < key) low = middle + 1
      else high = middle
    }
    return low
  }

  private find(slot: number, i: number, precedes: Precedes): number {
    let low = this.startOf(i)
    let high = this.ends[i]!
    while (low < high) {
      const middle = (low + high) >>> 1
      if (precedes(this.slots[middle]!, slot)) low = middle + 1
      else high = middle
    }
    return low
  }

  private reserve(count: number): void {
    if (count <= this.slots.length) return
    const slots = new Int32Array(Math.ceil(count * 1.25) + 4)
    slots.set(this.slots)
    this.slots = slots
  }
}
