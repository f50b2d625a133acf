import { afterEach, expect, it, vi } from 'vitest'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import { RateLimit } from './rate-limit'

afterEach(() => vi.useRealTimers())

const key = { id: 'k', rateLimit: 3 } as ApiKeyRecord
const wrong = (work: () => void) => {
  try {
    work()
    return null
  } catch (error) {
    return error
  }
}

it('what is refused takes nothing from what may still come, and is told where it will never fit', () => {
  const limit = new RateLimit(() => 0)
  limit.take(key, 1)
  expect(wrong(() => limit.take(key, 4, 5))).toMatchObject({
    code: 'rate_limited',
    detail: 'This API key may make 3 requests a second. Send at most 3 at once; these are 5.',
  })
  limit.take(key, 2, 3)
  expect(wrong(() => limit.take(key, 1))).toMatchObject({ detail: 'This API key may make 3 requests a second.', extra: { retryAfterS: 1 } })
})

it('begins anew each second, and more seldom below one a second', () => {
  let now = 0
  const limit = new RateLimit(() => now)
  const slow = { id: 's', rateLimit: 0.5 } as ApiKeyRecord
  limit.take(slow, 1)
  now = 1_999
  expect(wrong(() => limit.take(slow, 1))).not.toBeNull()
  now = 2_000
  limit.take(slow, 1)
})

it('shuts no key out for as long as the clock is set back', () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  const limit = new RateLimit()
  limit.take(key, 3)
  vi.setSystemTime(Date.now() - 3_600_000)
  vi.advanceTimersByTime(1_000)
  limit.take(key, 3)
})
