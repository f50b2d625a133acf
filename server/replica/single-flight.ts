/** Runs a piece of work one at a time: a call during a run gets a whole run after it, shared with others that wait. */
export class SingleFlight {
  private running: Promise<void> | null = null
  private next: Promise<void> | null = null

  constructor(private readonly work: () => Promise<void>) {}

  run(): Promise<void> {
    if (!this.running) return this.begin()
    this.next ??= this.running
      .catch(() => {})
      .then(() => {
        this.next = null
        return this.begin()
      })
    return this.next
  }

  /** Resolves when nothing runs or waits, however it went. */
  async settled(): Promise<void> {
    while (this.running) await (this.next ?? this.running).catch(() => {})
  }

  private begin(): Promise<void> {
    const run = this.work().finally(() => {
      if (this.running === run) this.running = null
    })
    this.running = run
    return run
  }
}
