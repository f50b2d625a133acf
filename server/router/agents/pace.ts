// Agents can wait, callers should not: what agents send is looked into a little a turn of the event loop, and the rest with the next
// turns. A decision that comes meanwhile waits for that little, however many agents speak at once.

const aTurn = 2
/** A MAC is checked in some microseconds, a signature in milliseconds. */
const costs = { mac: 1, signature: aTurn } as const

type Waiting = { cost: number; go: () => void }

export class Pace {
  private readonly waiting: Waiting[] = []
  private left = aTurn
  private isTurning = false

  /** Resolves when it is the message's turn, in the order in which they came. */
  async turn(message: unknown): Promise<void> {
    const cost = costOf(message)
    this.awaitNext()
    if (this.waiting.length === 0 && cost <= this.left) this.left -= cost
    else await new Promise<void>((go) => this.waiting.push({ cost, go }))
  }

  private awaitNext(): void {
    if (this.isTurning) return
    this.isTurning = true
    setImmediate(() => this.next())
  }

  private next(): void {
    this.isTurning = false
    this.left = aTurn
    for (let first = this.waiting[0]; first !== undefined && first.cost <= this.left; first = this.waiting[0]) {
      this.left -= first.cost
      this.waiting.shift()
      first.go()
    }
    if (this.waiting.length > 0) this.awaitNext()
  }
}

/** Of whatever was sent, which is not looked into yet. */
function costOf(message: unknown): number {
  const { mac, signature } = (message ?? {}) as { mac?: unknown; signature?: unknown }
  return mac !== undefined && signature === undefined ? costs.mac : costs.signature
}
