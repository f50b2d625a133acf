// Agents can wait, callers should not: what agents send is looked into a little a turn of the event loop, and the rest with the next
// turns. A decision that comes meanwhile waits for that little, however many agents speak at once. Those who wait take turns by where
// they speak from, so that whoever sends what nobody signed, as fast as it can, holds up nobody but its neighbours.

import { addressPrefix } from '@/server/platform/geoip/network'
import type { Caller } from '../http/caller'

const aTurn = 2
/** A MAC is checked in some microseconds, a signature in milliseconds. */
const costs = { mac: 1, signature: aTurn } as const

type Waiting = { cost: number; go: () => void }

export class Pace {
  /** By where they speak from, whose turn it is in front; each in the order in which they came. None is empty. */
  private readonly waiting = new Map<string, Waiting[]>()
  private left = aTurn
  private isTurning = false

  /** Resolves when it is the message's turn. */
  async turn(message: unknown, caller: Pick<Caller, 'address'>): Promise<void> {
    const cost = costOf(message)
    this.awaitNext()
    if (this.waiting.size === 0 && cost <= this.left) this.left -= cost
    else await new Promise<void>((go) => this.wait(caller, { cost, go }))
  }

  private wait({ address }: Pick<Caller, 'address'>, one: Waiting): void {
    const from = address === null ? '' : addressPrefix(address)
    const others = this.waiting.get(from)
    if (others === undefined) this.waiting.set(from, [one])
    else others.push(one)
  }

  private awaitNext(): void {
    if (this.isTurning) return
    this.isTurning = true
    setImmediate(() => this.next())
  }

  private next(): void {
    this.isTurning = false
    this.left = aTurn
    for (const [from, all] of this.waiting) {
      const [first] = all as [Waiting]
      if (first.cost > this.left) break
      this.left -= first.cost
      all.shift()
      this.waiting.delete(from)
      if (all.length > 0) this.waiting.set(from, all)
      first.go()
    }
    if (this.waiting.size > 0) this.awaitNext()
  }
}

/** Of whatever was sent, which is not looked into yet. */
function costOf(message: unknown): number {
  const { mac, signature } = (message ?? {}) as { mac?: unknown; signature?: unknown }
  return mac !== undefined && signature === undefined ? costs.mac : costs.signature
}
