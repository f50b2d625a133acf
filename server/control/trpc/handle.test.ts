import { afterAll, beforeAll, expect, it } from 'vitest'
import { mebibyte } from '../http/read-body'
import { mostCalls } from '../services/wire'
import { createTestControl, password, type TestControl } from '../testing/control'
import { handleTrpc } from './handle'

const host = 'geo.test'
const origin = `http://${host}`
let test: TestControl
let cookie: string
beforeAll(async () => {
  test = await createTestControl()
  const signIn = new Request(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email: 'admin@example.com', password }),
  })
  const answer = await test.control.auth.handle(signIn, { address: null, requestId: 'test' })
  cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
})
afterAll(() => test.stop())

const call = async (path: string, body: BodyInit, headers: Record<string, string> = { cookie }) => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', host, origin, ...headers }, body, duplex: 'half' }
  const answer = await handleTrpc(new Request(`${origin}/api/trpc/${path}`, init), test.control)
  return { status: answer.status, text: await answer.text() }
}

it('reads nothing of what a stranger sends', async () => {
  let pulled = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++
      controller.enqueue(new Uint8Array(mebibyte))
    },
  })
  const { status, text } = await call('config.check', endless, {})
  expect([status, text]).toEqual([401, expect.stringContaining('unauthenticated')])
  expect(pulled).toBeLessThan(3)
})

it('makes nothing of an input but what it is', async () => {
  const { status } = await call('status.locate', JSON.stringify({ json: { ip: '198.51.100.7' }, meta: { values: { ip: ['set'] } } }))
  expect(status).toBe(200)
})

it('refuses what is nested deeper than anybody asks', async () => {
  const { status, text } = await call('simulator.ask', `{"json":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
  expect([status, text]).toEqual([400, expect.stringContaining('nested deeper')])
})

it('takes so many calls at once and no more', async () => {
  const batch = (calls: number) => call(`${Array(calls).fill('config.check').join(',')}?batch=1`, '{}')
  expect(JSON.parse((await batch(mostCalls)).text)).toHaveLength(mostCalls)
  expect((await batch(mostCalls + 1)).text).toContain('exceeds maximum size')
})
