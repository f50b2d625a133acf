import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import { ServiceError } from '@/server/platform/errors'

type Window = { endsAt: number; taken: number }

/** Requests a second by key, for keys that set a limit. Counted in this router alone: n routers let n times as much through. */
export class RateLimit {
  private readonly windows = new Map<string, Window>()

  /** `now`: monotonic or epoch ms. */
  constructor(private readonly now: () => number) {}

  /** Takes `count` requests from the key's allowance, or throws `rate_limited`. */
  take({ id, rateLimit }: ApiKeyRecord, count: number): void {
    if (rateLimit === null || count === 0) return
    const now = this.now()
    let window = this.windows.get(id)
    if (window === undefined || window.endsAt <= now) {
      // A rate under one a second is one request in so many seconds.
      window = { endsAt: now + (rateLimit >= 1 ? 1000 : 1000 / rateLimit), taken: 0 }
      this.windows.set(id, window)
    }
    window.taken += count
    if (window.taken <= Math.max(1, Math.floor(rateLimit))) return
    const retryAfterS = Math.max(1, Math.ceil((window.endsAt - now) / 1000))
    throw new ServiceError('rate_limited', `This API key may make ${rateLimit} requests a second.`, { retryAfterS })
  }
}
