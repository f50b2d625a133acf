// Agents can wait, callers should not: so many messages are looked into a turn of the event loop, the others with the next turns. A
// decision that comes meanwhile waits for these few, however many agents speak at once.

const perTurn = 2

export class Pace {
  private readonly waiting: (() => void)[] = []
  private left = perTurn
  private isTurning = false

  /** Resolves when it is the message's turn; null where that is now. */
  turn(): Promise<void> | null {
    this.awaitNext()
    if (this.left === 0) return new Promise((resolve) => this.waiting.push(resolve))
    this.left--
    return null
  }

  private awaitNext(): void {
    if (this.isTurning) return
    this.isTurning = true
    setImmediate(() => this.next())
  }

  private next(): void {
    this.isTurning = false
    this.left = perTurn
    for (const go of this.waiting.splice(0, perTurn)) {
      this.left--
      go()
    }
    if (this.waiting.length > 0) this.awaitNext()
  }
}
