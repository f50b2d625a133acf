import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import { ServiceError } from '@/server/platform/errors'

/** Requests a second by key, for keys that set a limit. Counted in this router alone: n routers let n times as much through. */
export class RateLimit {
  private readonly limiters = new Map<string, { rate: number; limiter: RateLimiterMemory }>()

  /** Takes `count` requests from the key's allowance, or throws `rate_limited`. */
  async take(key: ApiKeyRecord, count: number): Promise<void> {
    if (key.rateLimit === null || count === 0) return
    try {
      await this.limiterOf(key.id, key.rateLimit).consume(key.id, count)
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal
      const retryAfterS = Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000))
      throw new ServiceError('rate_limited', `This API key may make ${key.rateLimit} requests a second.`, { retryAfterS })
    }
  }

  private limiterOf(id: string, rate: number): RateLimiterMemory {
    const known = this.limiters.get(id)
    if (known?.rate === rate) return known.limiter
    // A rate under one a second is one request in so many seconds.
    const limiter = new RateLimiterMemory(rate >= 1 ? { points: Math.floor(rate), duration: 1 } : { points: 1, duration: 1 / rate })
    this.limiters.set(id, { rate, limiter })
    return limiter
  }
}
