import { TRPCError } from '@trpc/server'
import { getErrorShape } from '@trpc/server/unstable-core-do-not-import'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { listDecisions } from '../services/decisions/list'
import { listDecisionsInput } from '../services/decisions/schemas'
import { createKey } from '../services/keys/create'
import { revokeKey } from '../services/keys/revoke'
import { createKeyInput } from '../services/keys/schemas'
import { apiKey } from '../testing/api-key'
import { createTestControl, type TestControl, userOf } from '../testing/control'
import { logDecision } from '../testing/decisions'
import { publishSubclouds } from '../testing/subclouds'
import { createCaller } from '../trpc/init'
import { appRouter } from '../trpc/router'
import { eventStream } from './event-stream'
import { handleRest } from './handle'
import { headOf } from './head-of'

let test: TestControl
let secret: string
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
  secret = await apiKey(test, 'admin')
})
afterAll(() => test.stop())

async function ask(method: string, path: string, body?: unknown, type = 'application/json') {
  const answer = await handleRest(
    new Request(`http://web.test/api/v1${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: { authorization: `Bearer ${secret}`, ...(body === undefined ? {} : { 'content-type': type }) },
    }),
    test.control,
  )
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : null }
}

describe('text that cannot be stored is 400, wherever it stands', () => {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
  it.each<[string, string, object, string]>([
    ['POST', '/keys', { name: 'a\0b', scopes: ['read'] }, 'name'],
    ['POST', '/keys', { name: 'a\ud800b', scopes: ['read'] }, 'name'],
    ['POST', '/subclouds', { slug: 'new', name: 'a\0', owner: 'a@example.com' }, 'name'],
    ['PUT', '/subclouds/a/policy', { policy: {}, baseRevision: 1, comment: 'a\0' }, 'comment'],
    ['POST', '/activation/override', { state: 'on', reason: 'a\0', expiresAt }, 'reason'],
    ['POST', '/config/publish', { config: { zones: [{ name: '\udc00' }] }, baseRevision: 1, comment: 'c' }, 'config.zones.0.name'],
    ['POST', '/config/revert', { to: 1, comment: '\0' }, 'comment'],
  ])('%s %s %o', async (method, path, body, at) => {
    const answer = await ask(method, path, body)
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path: at }] } })
  })

  it('in a query', async () => {
    for (const path of ['/decisions?zone=%00', '/decisions/tail?model=%00', '/audit?entity=%00', '/nodes?q=%00'])
      expect([path, (await ask('GET', path)).body.code]).toEqual([path, 'invalid_request'])
  })

  it('in a procedure’s input', async () => {
    const caller = createCaller(appRouter)(test.as(userOf('admin')))
    await expect(caller.keys.create({ name: 'a\0', scopes: ['read'] })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

it('a live tail that is refused is refused with a status', async () => {
  test.db.pool.query = async () => Promise.reject(Object.assign(new Error('no'), { code: 'ECONNREFUSED' })) as never
  try {
    const answer = await ask('GET', '/decisions/tail')
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([503, 'unavailable', '5'])
  } finally {
    delete (test.db.pool as { query?: unknown }).query
  }
})

it('a subscription that loses its database says what a query would have said', () => {
  const cause = Object.assign(new Error('no'), { code: 'ECONNREFUSED' })
  const error = new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause })
  const shape = getErrorShape({ config: appRouter._def._config, error, type: 'subscription', path: 'x', input: undefined, ctx: undefined })
  expect(shape.data.problem).toMatchObject({ code: 'unavailable', retryAfterS: 5 })
})

it('a cursor of no list, or of another one, is 400', async () => {
  for (const path of [
    '/config/history?cursor=99999999999',
    '/config/history?cursor=0',
    '/nodes?cursor=abc',
    '/decisions?cursor=1',
    '/audit?cursor=1',
  ])
    expect([path, (await ask('GET', path)).body.code]).toEqual([path, 'invalid_request'])
})

it('a body that says it is in another encoding than UTF-8 is 415', async () => {
  const body = { name: 'x', scopes: ['read'] }
  expect((await ask('POST', '/keys', body, 'application/json; charset=utf-16')).status).toBe(415)
  expect((await ask('POST', '/keys', body, 'Application/JSON; charset="UTF-8"')).status).toBe(201)
})

it('a value that does not fit is refused with what would', async () => {
  const key = { name: 'k', scopes: ['read'] }
  const publish = { config: {}, comment: 'c' }
  for (const [method, path, body, detail] of [
    ['POST', '/keys', { name: 'k' }, 'scopes: is missing (array)'],
    ['POST', '/keys', { ...key, expiresAt: 'soon' }, 'expiresAt: a moment in ISO 8601, e.g. 2026-01-31T12:00:00Z'],
    ['GET', '/decisions?from=soon', undefined, 'from: a moment in ISO 8601, e.g. 2026-01-31T12:00:00Z'],
    ['GET', '/nodes?limit=few', undefined, 'limit: is no number'],
    ['POST', '/config/check', {}, 'config: is missing'],
    ['POST', '/config/publish', { ...publish, baseRevision: true }, 'baseRevision: expected number, received boolean'],
    ['POST', '/config/publish', { ...publish, baseRevision: '1' }, 'baseRevision: expected number, received string'],
    ['POST', '/keys', [], 'The body does not fit: expected object, received array'],
  ] as const)
    expect([path, body, (await ask(method, path, body)).body.detail]).toEqual([path, body, detail])
})

it('OPTIONS says what is allowed like any other method that is not', async () => {
  const answer = await ask('OPTIONS', '/zones')
  expect([answer.status, answer.headers.get('allow'), answer.body.code]).toEqual([405, 'GET', 'method_not_allowed'])
})

it('the head of a stream of events is answered, and nothing goes on ticking for it', async () => {
  vi.useFakeTimers()
  try {
    const stream = eventStream(new AbortController().signal, async function* () {})
    expect(vi.getTimerCount()).toBe(1)
    expect((await headOf(stream)).body).toBeNull()
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
  const answer = await ask('HEAD', '/decisions/tail')
  expect([answer.status, answer.headers.get('content-type'), answer.body]).toEqual([200, 'text/event-stream; charset=utf-8', null])
})

it('a live tail leaves its reader at the newest row, also after one that came late', async () => {
  const [late, newest] = [await logDecision(test), await logDecision(test)]
  const rows = (await listDecisions({ ctx: test.as(userOf('admin')), input: listDecisionsInput.parse({}) })).items
  const of = (id: string) => rows.filter((row) => row.id === id)
  const stream = eventStream(new AbortController().signal, async function* () {
    yield { items: of(newest), skipped: 0 }
    yield { items: of(late), skipped: 0 }
  })
  const text = await stream.text()
  expect(text.match(/^id: .*$/gm)).toEqual([`id: ${newest}`])
  expect(text.match(/^event: decision$/gm)).toHaveLength(2)
})

it('a live tail ends with its key', async () => {
  const key = await createKey({ ctx: test.as(userOf('admin')), input: createKeyInput.parse({ name: 'tail', scopes: ['read'] }) })
  const headers = { authorization: `Bearer ${key.secret}` }
  const answer = await handleRest(new Request('http://web.test/api/v1/decisions/tail', { headers }), test.control)
  expect(answer.status).toBe(200)
  await revokeKey({ ctx: test.as(userOf('admin')), input: { id: key.id } })
  expect(await answer.text()).toBe('retry: 1000\n\n')
})

it('keys that are no longer honoured, since the database is away for too long, are 503 and not 401', async () => {
  test.clock.now = Date.now() + 25 * 3_600_000
  try {
    const answer = await ask('GET', '/zones')
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([503, 'unavailable', '30'])
  } finally {
    test.clock.now = null
  }
})
