import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import { ServiceError } from '@/server/platform/errors'

type Window = { endsAt: number; taken: number }

/** Requests a second by key, for keys that set a limit. Counted in this router alone: n routers let n times as much through. */
export class RateLimit {
  private readonly windows = new Map<string, Window>()

  /** `now`: monotonic ms; a clock that is set back must not keep a window open. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Takes `count` requests from the key's allowance, of `together` that came as one; or takes none, and throws `rate_limited`. */
  take({ id, rateLimit }: ApiKeyRecord, count: number, together = count): void {
    if (rateLimit === null || count === 0) return
    const now = this.now()
    let window = this.windows.get(id)
    if (window === undefined || window.endsAt <= now) {
      // A rate under one a second is one request in so many seconds.
      window = { endsAt: now + (rateLimit >= 1 ? 1000 : 1000 / rateLimit), taken: 0 }
      this.windows.set(id, window)
    }
    const most = Math.max(1, Math.floor(rateLimit))
    if (window.taken + count <= most) {
      window.taken += count
      return
    }
    const retryAfterS = Math.max(1, Math.ceil((window.endsAt - now) / 1000))
    const advice = together > most ? ` Send at most ${most} at once; these are ${together}.` : ''
    throw new ServiceError('rate_limited', `This API key may make ${rateLimit} requests a second.${advice}`, { retryAfterS })
  }
}
