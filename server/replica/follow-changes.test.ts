import pino from 'pino'
import { afterEach, expect, it, vi } from 'vitest'
import { followChanges } from './follow-changes'

afterEach(() => vi.useRealTimers())

it('looks twice in 2 s though no notification arrives and a look fails, and no more once it is ended', async () => {
  vi.useFakeTimers()
  const refresh = vi.fn(() => Promise.reject(new Error('Postgres is away')))
  const stop = followChanges({ databaseUrl: null, ownHint: null, refresh, log: pino({ level: 'silent' }) })
  await vi.advanceTimersByTimeAsync(2_000)
  const looks = refresh.mock.calls.length
  expect(looks).toBeGreaterThanOrEqual(2)
  await stop()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(refresh).toHaveBeenCalledTimes(looks)
})
