import { expect, it } from 'vitest'
import type { Control } from '../context'
import { sessionCtx } from './session-ctx'

const user = { id: 'u', email: 'a@example.com', name: 'A', role: 'admin' }
const headers = new Headers({ cookie: 'geo.session_token=good' })

function controlAt(now: () => number, isConnected: () => boolean, ask: () => Promise<typeof user | null>): Control {
  const replica = { status: () => ({ connected: isConnected() }) }
  return { sessions: new Map(), auth: { sessionUser: ask }, replica, now } as unknown as Control
}

it('honours a session that was good a while ago when the database is away, without asking it', async () => {
  let [now, connected, asked] = [0, true, 0]
  const control = controlAt(
    () => now,
    () => connected,
    async () => {
      asked++
      if (!connected) throw new Error('away')
      return user
    },
  )
  expect((await sessionCtx(control, headers)).actor).toMatchObject({ type: 'user', id: 'u' })
  connected = false
  now = 14 * 60_000
  expect((await sessionCtx(control, headers)).actor).toMatchObject({ id: 'u' })
  expect(asked).toBe(1)
  now = 16 * 60_000
  await expect(sessionCtx(control, headers)).rejects.toThrow('away')
  await expect(sessionCtx(control, new Headers({ cookie: 'geo.session_token=another' }))).rejects.toThrow('away')
})

it('asks again once the database is back', async () => {
  let answer: typeof user | null = user
  const control = controlAt(
    () => 0,
    () => true,
    async () => answer,
  )
  expect((await sessionCtx(control, headers)).actor).not.toBeNull()
  answer = null
  expect((await sessionCtx(control, headers)).actor).toBeNull()
})

it('honours nobody by a cookie that did not count', async () => {
  let connected = true
  const control = controlAt(
    () => 0,
    () => connected,
    async () => user,
  )
  const cookies = 'geo.session_token=planted; __Secure-geo.session_token=good'
  const secure = { 'x-forwarded-proto': 'https' }
  expect((await sessionCtx(control, new Headers({ ...secure, cookie: cookies }))).actor).not.toBeNull()
  connected = false
  expect((await sessionCtx(control, new Headers({ ...secure, cookie: '__Secure-geo.session_token=good' }))).actor).toMatchObject({
    id: 'u',
  })
  control.auth.sessionUser = () => Promise.reject(new Error('away'))
  await expect(sessionCtx(control, new Headers({ cookie: 'geo.session_token=planted' }))).rejects.toThrow('away')
})
