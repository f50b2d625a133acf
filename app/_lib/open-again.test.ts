import { type OperationResultEnvelope, type TRPCClientError, TRPCClientError as WireError } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppRouter } from '@/server/control/trpc/router'
import { openAgain } from './open-again'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A stream whose first opening ends so; later ones tell one thing. What of it is seen by whoever follows. */
function follow(ending: unknown) {
  const seen: unknown[] = []
  const opened: unknown[] = []
  openAgain<AppRouter>()({})({
    op: { id: 1, type: 'subscription', path: 'live.strip', input: {}, context: {}, signal: null },
    next: (op) =>
      observable<OperationResultEnvelope<unknown, TRPCClientError<AppRouter>>, TRPCClientError<AppRouter>>((observer) => {
        opened.push(op.input)
        if (opened.length > 1) observer.next({ result: { type: 'data', data: 'told' } })
        else {
          observer.next({ result: { type: 'data', id: '7', data: 'first' } })
          observer.error(ending as TRPCClientError<AppRouter>)
        }
      }),
  }).subscribe({
    next: ({ result }) => void ('data' in result && seen.push(result.data)),
    error: (error) => void seen.push(error),
  })
  return { seen, opened }
}

const answered = (code: string, status: number) =>
  WireError.from({ error: { code: -32000, message: code, data: { problem: { code, status, title: code, detail: code } } } } as never)

describe('a stream', () => {
  it('is opened again where it was, once the session or the server may be there again', async () => {
    for (const ending of [answered('unauthenticated', 401), answered('unavailable', 503), new Event('error')]) {
      const { seen, opened } = follow(ending)
      expect(seen).toEqual(['first'])
      await vi.advanceTimersByTimeAsync(5_000)
      expect(seen).toEqual(['first', 'told'])
      expect(opened[1]).toEqual({ lastEventId: '7' })
    }
  })

  it('is not asked for again where the answer will be the same', async () => {
    const missing = answered('not_found', 404)
    const { seen, opened } = follow(missing)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(seen).toEqual(['first', missing])
    expect(opened).toHaveLength(1)
  })
})
