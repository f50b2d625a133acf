import type { IncomingMessage } from 'node:http'

const SWEEP_MS = 1_000

type Expired = (req: IncomingMessage, error: NodeJS.ErrnoException) => void

/**
 * Bodies being read whole, in the order in which they run out of time: a peer that dribbles is cut off. node:http's own
 * `requestTimeout` does the same, but to streams that are meant to stay open too.
 */
export class BodyDeadlines {
  private readonly reading = new Map<IncomingMessage, number>()
  private timer: NodeJS.Timeout | null = null

  constructor(
    private readonly withinMs: number,
    private readonly onExpired: Expired,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => this.sweep(), SWEEP_MS)
    this.timer.unref()
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer)
    this.timer = null
  }

  add(req: IncomingMessage): void {
    this.reading.set(req, performance.now() + this.withinMs)
  }

  remove(req: IncomingMessage): void {
    this.reading.delete(req)
  }

  private sweep(): void {
    const now = performance.now()
    for (const [req, deadline] of this.reading) {
      if (deadline > now) break
      this.reading.delete(req)
      // Whole, though nobody reads it: the answer may take longer.
      if (!req.complete)
        this.onExpired(req, Object.assign(new Error('the body did not come in time'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }))
    }
  }
}
