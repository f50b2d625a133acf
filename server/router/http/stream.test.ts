import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LineClient, openLines } from '../testing/line-client'
import { createWorld, eventually, nodePayload, type World } from '../testing/world'

const model = 'llama-3.1-8b-instruct'
const path = '/api/v1/route/stream'
let world: World
let gateway: string

beforeAll(async () => {
  world = await createWorld()
  gateway = await world.key({ scopes: ['gateway'] })
  await world.gate('on')
  await world.agent('de').send('register', { ...nodePayload, slots: 100_000, regionTag: 'country:DE' })
})
afterAll(() => world?.stop())

const open = (key = gateway, headers: Record<string, string> = {}) =>
  openLines(world.router.url + path, { authorization: `Bearer ${key}`, ...headers })
const rowsOf = async (ids: string[]) =>
  (await world.database.pool.query('SELECT id FROM decisions WHERE id = ANY ($1::uuid[])', [ids])).rows.length

async function take(stream: LineClient, count: number) {
  const told = []
  for (let i = 0; i < count; i++) told.push(await stream.next())
  return told
}

describe('a stream', () => {
  it('answers each line with its id while it stays open, and every decision is in the log', async () => {
    const stream = open()
    expect(await stream.status).toBe(200)
    stream.send({ id: 'a', model, client: { ip: '193.51.24.1' } })
    const first = await stream.next()
    expect(first).toMatchObject({ id: 'a', status: 200, outcome: 'routed', preferredZone: 'EU', servedCountry: 'DE' })
    stream.send({ id: 'b é€𝄞', model, geo: { only: ['country:BR'] } }, { id: 3, model: 'nobody-has-it' })
    const more = await take(stream, 2)
    expect(more).toMatchObject([
      { id: 'b é€𝄞', status: 422, code: 'geo_unsatisfiable', outcome: 'refused' },
      { id: 3, status: 404, code: 'unknown_model' },
    ])
    stream.end()
    expect(await stream.ended).toBe('whole')
    await eventually(async () => (await rowsOf([first.decisionId, more[0]!.decisionId])) === 2)
    const done = await world.call('POST', `/api/v1/leases/${first.lease.id}/complete`, { key: gateway, body: { outcome: 'completed' } })
    expect(done.status).toBe(200)
  })

  it('one bad line spoils none, and says what is wrong with it', async () => {
    const stream = open()
    stream.raw('{"id":"x","model"\n\n  \r\n[1]\n"text"\n')
    stream.raw(Buffer.from([0x7b, 0xff, 0x7d, 0x0a]))
    stream.send({ model }, { id: '', model }, { id: 'c', model: 7 }, { id: 'd', model, geo: { prefer: ['SA'] } })
    stream.raw(`{"id":"e","model":"${model}","seed":${'['.repeat(200)}${']'.repeat(200)}}\n`)
    stream.raw(`{"id":"f","affinityKey":"${'x'.repeat(1_100_000)}"}\n`)
    stream.raw(`{"id":"g","model":"${model}","dryRun":true}`)
    stream.end()
    const told = await take(stream, 11)
    const brief = told.map(({ id, status, code }) => `${id} ${status} ${code ?? ''}`).sort()
    expect(brief).toEqual(
      [
        ...['null 400 invalid_request', 'null 400 invalid_request', 'null 400 invalid_request', 'null 400 invalid_request'],
        ...['null 400 invalid_request', 'null 400 invalid_request', 'null 413 too_large'],
        ...['c 400 invalid_request', 'd 400 invalid_geo_token', 'e 400 invalid_request', 'g 200 '],
      ].sort(),
    )
    expect(told.find(({ id }) => id === 'c')!.errors[0].path).toBe('model')
    expect(told.find(({ id }) => id === 'd')!.suggestions).toContain('zone:SA')
    expect(await stream.ended).toBe('whole')
  })

  it('answers in order of completion: a retry that has to be looked up holds up nobody', async () => {
    const stream = open()
    stream.send({ id: 'missing', model, retryOf: '01900000-0000-7000-8000-000000000000' }, { id: 'now', model, dryRun: true })
    const told = await take(stream, 2)
    expect(told.map(({ id, status }) => [id, status])).toEqual([
      ['now', 200],
      ['missing', 404],
    ])
    stream.send({ id: 'first', model })
    const { decisionId } = await stream.next()
    stream.send({ id: 'again', model, retryOf: decisionId })
    expect(await stream.next()).toMatchObject({ id: 'again', status: 503, retryOf: decisionId })
    stream.end()
    await stream.ended
  })

  it('takes a rate limit line by line', async () => {
    const limited = open(await world.key({ scopes: ['route'], rateLimit: 3 }))
    limited.send(...[1, 2, 3, 4, 5].map((id) => ({ id, model, dryRun: true })))
    const told = await take(limited, 5)
    expect(told.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429])
    expect(told.find(({ status }) => status === 429)!.retryAfterS).toBeGreaterThan(0)
    limited.end()
    await limited.ended
  })
})

describe('who asks is decided before a line is read', () => {
  it('a wrong key, scope or type of content is answered like anywhere', async () => {
    const reader = await world.key({ scopes: ['read'] })
    const statuses = [open('rgeo_wrong_key_0123456789'), open(reader), open(gateway, { 'content-type': 'text/csv' })]
    expect(await Promise.all(statuses.map(({ status }) => status))).toEqual([401, 403, 415])
    for (const { destroy } of statuses) destroy()
  })

  it('a key that is revoked ends its streams, and says so', async () => {
    const key = await world.key({ scopes: ['route'] })
    const stream = open(key)
    stream.send({ id: 1, model, dryRun: true })
    expect((await stream.next()).status).toBe(200)
    await world.database.pool.query(
      'UPDATE api_keys SET revoked_at = now() WHERE scopes = $1 AND revoked_at IS NULL AND rate_limit IS NULL',
      [['route']],
    )
    expect(await stream.next()).toMatchObject({ id: null, status: 401, code: 'unauthenticated' })
    expect(await stream.ended).toBe('whole')
  })
})

it('no key opens so many streams that none is left for others', async () => {
  const greedy = await world.key({ scopes: ['route'] })
  const many = Array.from({ length: 65 }, () => open(greedy))
  const statuses = await Promise.all(many.map(({ status }) => status))
  expect(statuses.sort()).toEqual([...Array(64).fill(200), 429])
  const other = open()
  expect(await other.status).toBe(200)
  for (const { destroy } of [...many, other]) destroy()
  await eventually(async () => world.router.ctx.streams.size === 0)
})

describe('back-pressure', () => {
  it('a caller that does not read is not read from, and gets every answer when it does', async () => {
    const stream = open()
    expect(await stream.status).toBe(200)
    stream.pause()
    const { leases } = world.router.ctx
    const before = leases.openCount
    const lines = 40_000
    stream.raw(Array.from({ length: lines }, (_, id) => `{"id":${id},"model":"${model}"}\n`).join(''))
    stream.end()
    const made = (await atRest(() => leases.openCount)) - before
    expect(made).toBeGreaterThan(0)
    expect(made).toBeLessThan(lines)
    stream.resume()
    const seen = new Set<number>()
    for (let i = 0; i < lines; i++) seen.add((await stream.next()).id)
    expect(seen.size).toBe(lines)
    expect(leases.openCount - before).toBe(lines)
    expect(await stream.ended).toBe('whole')
  })

  it('a caller that hangs up leaves nothing open', async () => {
    const stream = open()
    stream.send({ id: 1, model, dryRun: true })
    await stream.next()
    expect(world.router.ctx.streams.size).toBeGreaterThan(0)
    stream.destroy()
    await eventually(async () => world.router.ctx.streams.size === 0)
  })
})

/** The count once it has moved, and so many turns of the event loop, which router and caller share, do not move it any more. */
async function atRest(count: () => number): Promise<number> {
  const first = count()
  let last = first
  for (let still = 0; last === first || still < 500; still++) {
    await new Promise(setImmediate)
    if (count() === last) continue
    last = count()
    still = 0
  }
  return last
}

it('stopping the router answers the lines in flight and ends the stream whole', async () => {
  const other = await createWorld()
  try {
    await other.agent('de').send('register', { ...nodePayload, slots: 1_000, regionTag: 'country:DE' })
    const stream = openLines(other.router.url + path, { authorization: `Bearer ${await other.key({ scopes: ['gateway'] })}` })
    stream.send({ id: 1, model })
    const { decisionId } = await stream.next()
    stream.send({ id: 2, model })
    const second = await stream.next()
    const stopping = other.router.stop()
    expect(await stream.next()).toMatchObject({ id: null, status: 503, code: 'unavailable' })
    expect(await stream.ended).toBe('whole')
    await stopping
    const { rows } = await other.database.pool.query('SELECT id FROM decisions')
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set([decisionId, second.decisionId]))
  } finally {
    await other.stop()
  }
})
