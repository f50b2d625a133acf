import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Actor } from './actor'
import type { Ctx } from './context'
import { followed } from './followed'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const admin: Actor = { type: 'user', id: 'u', email: 'a@example.com', name: 'A', role: 'admin' }
const ctxOf = (actor?: () => Promise<Actor | null>) => ({ actor: admin, still: actor && { everyMs: 10_000, actor } }) as Ctx

async function* beats(signal: AbortSignal) {
  for (let n = 0; !signal.aborted; n++) {
    yield n
    await new Promise<void>((go) => {
      const on = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', on)
        go()
      }
      const timer = setTimeout(on, 1000)
      signal.addEventListener('abort', on)
    })
  }
}

/** What comes within so many seconds, and how it ended, if it did. */
async function within(seconds: number, ctx: Ctx, signal?: AbortSignal) {
  const seen = { events: 0, end: 'goes on' }
  const following = (async () => {
    for await (const _ of followed(ctx, signal, beats)) seen.events++
    seen.end = 'over'
  })().catch((error) => {
    seen.end = error.code
  })
  await vi.advanceTimersByTimeAsync(seconds * 1000)
  return { ...seen, following }
}

it('goes on for as long as the session does, also while that cannot be told', async () => {
  for (const actorNow of [async () => ({ ...admin }), undefined, () => Promise.reject(new Error('the database is away'))])
    expect(await within(60, ctxOf(actorNow))).toMatchObject({ events: 61, end: 'goes on' })
})

it('ends within ten seconds of the session, or of its rights', async () => {
  for (const now of [null, { ...admin, role: 'viewer' as const }]) {
    const { events, end } = await within(
      60,
      ctxOf(async () => now),
    )
    expect(end).toBe('unauthenticated')
    expect(events).toBeLessThanOrEqual(11)
  }
})

it('looks no more once it was left', async () => {
  const [left, actorNow] = [new AbortController(), vi.fn(async () => admin)]
  const { following } = await within(15, ctxOf(actorNow), left.signal)
  left.abort()
  await following
  await vi.advanceTimersByTimeAsync(60_000)
  expect(actorNow).toHaveBeenCalledTimes(1)
})

it('follows so much for one at once and no more, until something is left', async () => {
  const left = new AbortController()
  const all = await Promise.all(Array.from({ length: 64 }, () => within(1, ctxOf(), left.signal)))
  expect((await within(1, ctxOf())).end).toBe('rate_limited')
  const another = { ...ctxOf(), actor: { ...admin, id: 'another' } } as Ctx
  expect((await within(1, another)).end).toBe('goes on')
  left.abort()
  await Promise.all(all.map(({ following }) => following))
  expect((await within(1, ctxOf())).end).toBe('goes on')
})
