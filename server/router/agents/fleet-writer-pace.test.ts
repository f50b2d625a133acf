import type { Pool } from 'pg'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { silent } from '../testing/world'
import { FleetWriter } from './fleet-writer'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const told = (calls: readonly unknown[][]) => calls.filter(([text]) => String(text).includes('pg_notify')).length

function aWriter(query: () => Promise<unknown>) {
  const asked = vi.fn(query)
  const writer = new FleetWriter({
    pool: { query: asked } as unknown as Pool,
    routerId: 'r1',
    log: silent,
    liveOf: () => null,
    leasedOf: () => 1,
    isRated: () => false,
    onStored: () => {},
    onRated: () => {},
  })
  return { writer, asked }
}

it('writes what happened within half a second at once, and so leaves others the rest of 2 s to read it', async () => {
  const { writer, asked } = aWriter(async () => {})
  for (const id of ['0xa', '0xb', '0xc']) writer.touchLeases(id)
  await vi.advanceTimersByTimeAsync(500)
  expect(asked).toHaveBeenCalledTimes(2)
  expect(told(asked.mock.calls)).toBe(1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveBeenCalledTimes(2)
})

it('tries again a second later, for as long as Postgres does not take it', async () => {
  let isAway = true
  const { writer, asked } = aWriter(async () => {
    if (isAway) throw new Error('away')
  })
  writer.touchLeases('0xa')
  await vi.advanceTimersByTimeAsync(2_600)
  expect(asked).toHaveBeenCalledTimes(3)
  isAway = false
  await vi.advanceTimersByTimeAsync(1_000)
  expect(told(asked.mock.calls)).toBe(1)
})
