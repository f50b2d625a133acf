import type { IncomingMessage } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { BodyDeadlines } from './body-deadlines'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

it('cuts off what is still being read when its time is up, and nothing else', () => {
  const cut: unknown[] = []
  const deadlines = new BodyDeadlines(15_000, (req, { code }) => cut.push([req, code]))
  const [slow, quick, late, whole] = ['slow', 'quick', 'late', 'whole'].map((url) => ({ url, complete: false }) as IncomingMessage)
  deadlines.start()
  deadlines.add(slow!)
  deadlines.add(quick!)
  deadlines.add(whole!)
  whole!.complete = true
  vi.advanceTimersByTime(5_000)
  deadlines.remove(quick!)
  deadlines.add(late!)
  vi.advanceTimersByTime(9_000)
  expect(cut).toEqual([])
  vi.advanceTimersByTime(2_000)
  expect(cut).toEqual([[slow, 'ERR_HTTP_REQUEST_TIMEOUT']])
  deadlines.stop()
  vi.advanceTimersByTime(60_000)
  expect(cut).toHaveLength(1)
})
