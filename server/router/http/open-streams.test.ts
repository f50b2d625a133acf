import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { OpenStreams } from './open-streams'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const aStream = () => ({ owner: 'k', check: vi.fn(), stop: vi.fn() })

it('asks each stream twice a second whether it may go on, for as long as it is open', () => {
  const streams = new OpenStreams()
  const [one, other] = [aStream(), aStream()]
  streams.add(one)
  streams.add(other)
  vi.advanceTimersByTime(1_000)
  expect(one.check).toHaveBeenCalledTimes(2)
  streams.remove(one)
  vi.advanceTimersByTime(1_000)
  expect([one.check.mock.calls.length, other.check.mock.calls.length]).toEqual([2, 4])
  streams.remove(other)
  expect(vi.getTimerCount()).toBe(0)
})

it('ends all when it stops, and opens no more', () => {
  const streams = new OpenStreams()
  const open = aStream()
  streams.add(open)
  streams.stop()
  expect(open.stop).toHaveBeenCalledWith(expect.objectContaining({ code: 'unavailable' }))
  expect(() => streams.add(aStream())).toThrow('stopping')
})
