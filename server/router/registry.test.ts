import type { Pool } from 'pg'
import pino from 'pino'
import { afterEach, expect, it, vi } from 'vitest'
import { announceRouter } from './registry'

afterEach(() => vi.useRealTimers())

it('a beat that is under way as the router stops does not put its row back', async () => {
  vi.useFakeTimers()
  const asked: string[] = []
  let answer = () => {}
  const query = async (text: string) => {
    asked.push(text.trim().split(' ')[0]!)
    if (asked.length === 3) await new Promise<void>((resolve) => (answer = resolve))
  }
  const { announced, stop } = announceRouter({
    pool: { query } as unknown as Pool,
    id: 'r1',
    advertiseUrl: 'u',
    conditions: () => ({ hot: [], panic: [], ejected: [] }),
    log: pino({ level: 'silent' }),
  })
  await announced
  // The database does not answer: one beat waits, and no other lines up behind it.
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toEqual(['INSERT', 'DELETE', 'INSERT'])
  const stopped = stop()
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toHaveLength(3)
  answer()
  await stopped
  expect(asked).toEqual(['INSERT', 'DELETE', 'INSERT', 'DELETE'])
})
