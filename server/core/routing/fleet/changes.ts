// What has become of the slots since somebody last looked: which of them changed, in order, and which time alone has changed.
// So that what was once counted over all nodes is kept current by those few.

import type { FleetNode } from '../types'
import { flag, type NodeWords } from './node-words'

/** Beyond so many it is quicker to count anew. */
const kept = 1 << 16

export class Changes {
  private readonly slots = new Int32Array(kept)
  /** How many there have been. */
  count = 0
  /** Up to when time has been looked at, epoch ms, and after when it changes the next node: at the earliest. */
  private lookedAt = Number.NEGATIVE_INFINITY
  private next = Number.NEGATIVE_INFINITY

  /** `nodeAt`: for those that are held back until some time, which is not in the words. */
  constructor(
    private readonly words: NodeWords,
    private readonly nodeAt: (slot: number) => FleetNode,
  ) {}

  /** Any node there may have become eligible or ceased to be, or have come or gone. */
  note(slot: number): void {
    this.put(slot)
    this.next = Math.min(this.next, this.unchangedUntil(slot, this.lookedAt))
  }

  /** Whether it is known which they were since there were so many. */
  reachesBackTo(count: number): boolean {
    return this.count - count <= kept
  }

  /** The slot of the n-th. */
  at(n: number): number {
    return this.slots[n & (kept - 1)]!
  }

  /** Whether time has been looked at further on than this. */
  isPast(now: number): boolean {
    return now < this.lookedAt
  }

  /** Notes whom time alone has changed until now, unless it has been looked at further on; says after when it changes somebody next, at the earliest. */
  lookAtTime(now: number, end: number): number {
    if (this.isPast(now)) return this.next
    if (now > this.next) {
      const before = this.lookedAt
      this.lookedAt = now
      this.next = this.noteLapsed(before, now, end)
    } else this.lookedAt = now
    return this.next
  }

  private noteLapsed(before: number, now: number, end: number): number {
    let next = Number.POSITIVE_INFINITY
    for (let slot = 0; slot < end; slot++) {
      if (this.unchangedUntil(slot, before) < now) this.put(slot)
      const after = this.unchangedUntil(slot, now)
      if (after < next) next = after
    }
    return next
  }

  private put(slot: number): void {
    this.slots[this.count++ & (kept - 1)] = slot
  }

  private unchangedUntil(slot: number, since: number): number {
    const { words } = this
    const until = words.unchangedUntil(slot, since)
    return (words.flagsOf(slot) & flag.timed) === 0 ? until : Math.min(until, heldUntil(this.nodeAt(slot), since))
  }
}

/** The last time that it is quarantined as it is at `since`. The ejected are asked themselves for as long as they are. */
export const heldUntil = ({ quarantinedUntil }: FleetNode, since: number): number =>
  quarantinedUntil !== null && quarantinedUntil > since ? quarantinedUntil - 1 : Number.POSITIVE_INFINITY
