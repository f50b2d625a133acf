// Agents can wait, callers should not: what agents send is looked into a little a turn of the event loop, behind the turn's decisions,
// and the rest with the next turns. A decision waits for that little, however many agents speak at once. Those who wait take turns by
// where they speak from, so that whoever sends what nobody signed, as fast as it can, holds up nobody but its neighbours.

import { ServiceError } from '@/server/platform/errors'
import { addressPrefix } from '@/server/platform/geoip/network'
import type { RouterRequest } from '../http/routes'

const aTurn = 2
/** A MAC is checked in some microseconds, a signature in milliseconds. */
const costs = { mac: 1, signature: aTurn } as const

/** What may wait, as it was sent: read, JSON takes up to twenty times as much. */
const MOST_BYTES = 64 * 1024 * 1024
/** A request takes so much whatever is in it. */
const REQUEST_BYTES = 4 * 1024

type Message = Pick<RouterRequest, 'body' | 'bodyBytes' | 'caller'>
type Waiting = { cost: number; bytes: number; go: () => void; next: Waiting | null }
/** A chain of those that wait: an array of thousands is moved up whenever its first one goes. */
type Line = { first: Waiting; last: Waiting }

export class Pace {
  /** By where they speak from, whose turn it is in front; each in the order in which they came. None is empty. */
  private readonly waiting = new Map<string, Line>()
  private bytes = 0
  private isTurning = false

  /** `before`: told in each turn before anybody is let go in it, early enough to go first. */
  constructor(private readonly before: () => void) {}

  /** Goes on when it is the message's turn. Throws `unavailable` where too much waits: first for those who wait already. */
  enter({ body, bodyBytes, caller }: Message, go: () => void): void {
    const { address } = caller()
    const bytes = REQUEST_BYTES + bodyBytes
    const from = address === null ? '' : addressPrefix(address)
    const line = this.waiting.get(from)
    if (this.bytes + bytes > (line === undefined ? 2 : 1) * MOST_BYTES)
      throw new ServiceError('unavailable', 'More messages wait here than this router keeps. Try again shortly.', { retryAfterS: 5 })
    this.bytes += bytes
    const one: Waiting = { cost: costOf(body), bytes, go, next: null }
    if (line === undefined) this.waiting.set(from, { first: one, last: one })
    else {
      line.last.next = one
      line.last = one
    }
    this.awaitNext()
  }

  /** The same for those who wait by a promise. */
  turn(message: Message): Promise<void> {
    return new Promise((go) => this.enter(message, go))
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
      this.bytes -= one.bytes
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
