import type { OperationResultEnvelope, TRPCClientError } from '@trpc/client'
import { type Observer, observable } from '@trpc/server/observable'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AppRouter } from '@/server/control/trpc/router'
import { whileSeen } from './while-seen'

type Envelope = OperationResultEnvelope<unknown, TRPCClientError<AppRouter>>

const page = Object.assign(new EventTarget(), { hidden: false })
const turn = (hidden: boolean) => {
  page.hidden = hidden
  page.dispatchEvent(new Event('visibilitychange'))
}
beforeEach(() => {
  page.hidden = false
  vi.stubGlobal('document', page)
})
afterEach(() => void vi.unstubAllGlobals())

/** A stream that is told of by hand; each opening of it with its input, and how many of them are open. */
function follow() {
  const seen: unknown[] = []
  const inputs: unknown[] = []
  const open = new Set<Observer<Envelope, TRPCClientError<AppRouter>>>()
  const following = whileSeen<AppRouter>()({})({
    op: { id: 1, type: 'subscription', path: 'live.strip', input: { subcloud: 'acme' }, context: {}, signal: null },
    next: (op) =>
      observable((observer) => {
        inputs.push(op.input)
        open.add(observer)
        return () => {
          open.delete(observer)
          observer.complete()
        }
      }),
  }).subscribe({
    next: ({ result }) => void seen.push('data' in result ? result.data : result.type === 'state' ? result.state : result.type),
  })
  const tell = (data: unknown, id?: string) => {
    for (const observer of open) observer.next({ result: { type: 'data', data, ...(id && { id }) } })
  }
  return { seen, inputs, open, tell, following }
}

it('holds no connection while its tab is not seen, and goes on where it was', () => {
  const { seen, inputs, open, tell } = follow()
  tell('first', '7')
  turn(true)
  expect(open.size).toBe(0)
  expect(seen).toEqual(['first', 'connecting'])
  turn(false)
  turn(false)
  expect(inputs).toEqual([{ subcloud: 'acme' }, { subcloud: 'acme', lastEventId: '7' }])
  tell('second', '8')
  expect(seen).toEqual(['first', 'connecting', 'second'])
})

it('opened out of sight, tells its first news and lets go', () => {
  page.hidden = true
  const { seen, open, tell } = follow()
  tell('first', '7')
  expect(open.size).toBe(0)
  expect(seen).toEqual(['first', 'connecting'])
})

it('lets work that cannot go on in its middle be finished', () => {
  const { seen, open, tell } = follow()
  tell('a tenth')
  turn(true)
  expect(open.size).toBe(1)
  tell('all of it')
  expect(seen).toEqual(['a tenth', 'all of it'])
})

it('is not opened again once nobody follows it', () => {
  const { inputs, tell, following } = follow()
  tell('first', '7')
  turn(true)
  following.unsubscribe()
  turn(false)
  expect(inputs).toHaveLength(1)
})
