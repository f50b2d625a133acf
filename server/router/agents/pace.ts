// Agents can wait, callers should not: what agents send is looked into a little a turn of the event loop, behind the turn's decisions,
// and the rest with the next turns. A decision waits for that little, however many agents speak at once. Those who wait take turns by
// where they speak from, so that whoever sends what nobody signed, as fast as it can, holds up nobody but its neighbours.

import { addressPrefix } from '@/server/platform/geoip/network'
import type { Caller } from '../http/caller'

const aTurn = 2
/** A MAC is checked in some microseconds, a signature in milliseconds. */
const costs = { mac: 1, signature: aTurn } as const

type Waiting = { cost: number; go: () => void; next: Waiting | null }
/** A chain of those that wait: an array of thousands is moved up whenever its first one goes. */
type Line = { first: Waiting; last: Waiting }

export class Pace {
  /** By where they speak from, whose turn it is in front; each in the order in which they came. None is empty. */
  private readonly waiting = new Map<string, Line>()
  private isTurning = false

  /** `before`: told in each turn before anybody is let go in it, early enough to go first. */
  constructor(private readonly before: () => void) {}

  /** Goes on when it is the message's turn. */
  enter(message: unknown, { address }: Pick<Caller, 'address'>, go: () => void): void {
    const one: Waiting = { cost: costOf(message), go, next: null }
    const from = address === null ? '' : addressPrefix(address)
    const line = this.waiting.get(from)
    if (line === undefined) this.waiting.set(from, { first: one, last: one })
    else {
      line.last.next = one
      line.last = one
    }
    this.awaitNext()
  }

  /** The same for those who wait by a promise. */
  turn(message: unknown, caller: Pick<Caller, 'address'>): Promise<void> {
    return new Promise((go) => this.enter(message, caller, go))
  }

  private awaitNext(): void {
    if (this.isTurning) return
    this.isTurning = true
    this.before()
    setImmediate(() => this.next())
  }

  private next(): void {
    this.isTurning = false
    let left = aTurn
    for (const [from, line] of this.waiting) {
      const one = line.first
      if (one.cost > left) break
      left -= one.cost
      this.waiting.delete(from)
      if (one.next !== null) this.waiting.set(from, { first: one.next, last: line.last })
      // Else one that has grown old would keep all behind it until the whole heap is collected.
      one.next = null
      one.go()
    }
    if (this.waiting.size > 0) this.awaitNext()
  }
}

/** Of whatever was sent, which is not looked into yet. */
function costOf(message: unknown): number {
  const { mac, signature } = (message ?? {}) as { mac?: unknown; signature?: unknown }
  return mac !== undefined && signature === undefined ? costs.mac : costs.signature
}
