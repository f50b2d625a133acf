import { afterEach, expect, it, vi } from 'vitest'
import type { RouterContext } from '../context'
import { lookAgain } from './look-again'

afterEach(() => vi.useRealTimers())

it('looks five times a second at most, however the clock is set', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  const refreshLive = vi.fn(async () => {})
  const ctx = { replica: { refreshLive }, now: Date.now } as unknown as RouterContext
  for (let i = 0; i < 3; i++) await lookAgain(ctx)
  expect(refreshLive).toHaveBeenCalledTimes(1)
  vi.setSystemTime(Date.now() - 3_600_000)
  vi.advanceTimersByTime(201)
  await lookAgain(ctx)
  expect(refreshLive).toHaveBeenCalledTimes(2)
})

it('lets who comes during a look wait for what it finds', async () => {
  let end = () => {}
  const refreshLive = () => new Promise<void>((resolve) => (end = resolve))
  const ctx = { replica: { refreshLive } } as unknown as RouterContext
  const found: string[] = []
  const looking = ['first', 'second'].map(async (name) => {
    await lookAgain(ctx)
    found.push(name)
  })
  await new Promise(setImmediate)
  expect(found).toEqual([])
  end()
  await Promise.all(looking)
  expect(found).toEqual(['first', 'second'])
})
