import type { Pool } from 'pg'
import pino from 'pino'
import { afterEach, expect, it, vi } from 'vitest'
import { announceRouter } from './registry'

afterEach(() => vi.useRealTimers())

const announce = (query: (text: string) => Promise<unknown>, more: object = {}) =>
  announceRouter({
    pool: { query } as unknown as Pool,
    id: 'r1',
    advertiseUrl: 'u',
    conditions: () => ({ hot: [], panic: [], ejected: [] }),
    clockAhead: () => {},
    log: pino({ level: 'silent' }),
    ...more,
  })

it('a beat that is under way as the router stops does not put its row back', async () => {
  vi.useFakeTimers()
  const asked: string[] = []
  let answer = () => {}
  const { announced, stop } = announce(async (text) => {
    asked.push(text.trim().split(' ')[0]!)
    if (asked.length === 3) await new Promise<void>((resolve) => (answer = resolve))
    return { rows: [{ at: new Date() }] }
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

it('tells by how much the clock here is ahead, but for the way there and back, and warns once of seconds', async () => {
  vi.useFakeTimers()
  let offMs = 0
  const ahead: number[] = []
  const said: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void said.push(JSON.parse(line).msg) })
  const query = async () => {
    await vi.advanceTimersByTimeAsync(200)
    const at = new Date(Date.now() + offMs)
    await vi.advanceTimersByTimeAsync(200)
    return { rows: [{ at }] }
  }
  const { announced, stop } = announce(query, { clockAhead: (ms: number) => ahead.push(ms), log })
  await announced
  for (const off of [150, 3_000, -60_000, -60_000, 60_000, 0]) {
    offMs = off
    const before = ahead.length
    while (ahead.length === before) await vi.advanceTimersByTimeAsync(100)
  }
  await stop()
  expect(ahead).toEqual([0, 0, -2_800, 59_800, 59_800, -59_800, 0])
  expect(said).toEqual([expect.stringContaining('differ by seconds'), expect.stringContaining('agrees')])
})
