import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, nodePayload, type World } from '../testing/world'

const model = 'llama-3.1-8b-instruct'
const path = '/api/v1/route'
let world: World
let gateway: string
let plain: string

beforeAll(async () => {
  world = await createWorld()
  await world.publish((config) => {
    config.subclouds = [
      { slug: 'acme-eu', name: 'Acme', owner: 'a@acme.test', models: [], policy: { boundary: { allow: ['jurisdiction:EU27'], deny: [] } } },
      { slug: 'brazil-only', name: 'B', owner: 'b@b.test', models: [], policy: { originAllow: ['country:BR'] } },
      { slug: 'strict', name: 'S', owner: 'b@b.test', models: [], policy: { boundary: { allow: ['country:BR'], deny: [] } } },
    ] as never
  })
  gateway = await world.key({ scopes: ['gateway'] })
  plain = await world.key({ scopes: ['route'] })
  await world.gate('on')
  await world.agent('de').send('register', { ...nodePayload, slots: 1, regionTag: 'country:DE' })
  // The first of everything compiles what it runs.
  await world.call('POST', path, { key: gateway, body: {} })
})
afterAll(() => world?.stop())

/** CPU time of this process, the router in it included: what a busy machine does not stretch. */
async function timed<T>(work: Promise<T>): Promise<{ answer: T; cpuMs: number }> {
  const started = process.cpuUsage()
  const answer = await work
  const { user, system } = process.cpuUsage(started)
  return { answer, cpuMs: (user + system) / 1000 }
}

describe('bad bodies are answered within 200 ms, with the field that is wrong', () => {
  const deep = `{"model":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  const cases: [string, unknown, string][] = [
    ['no JSON', '{"model": ', ''],
    ['an array', [], ''],
    ['null', 'null', ''],
    ['an empty object', {}, 'model'],
    ['a number for the model', { model: 7 }, 'model'],
    ['an unknown field', { model, preffer: [] }, 'preffer'],
    ['an unknown nested field', { model, geo: { prefers: [] } }, 'geo.prefers'],
    ['a string for a list', { model, geo: { prefer: 'zone:EU' } }, 'geo.prefer'],
    ['b11 an empty only', { model, geo: { only: [] } }, 'geo.only'],
    ['a bad address', { model, client: { ip: 'nowhere' } }, 'client.ip'],
    ['a point off the earth', { model, client: { point: { lng: 200, lat: 0 } } }, 'client.point.lng'],
    ['a retry of something that is no id', { model, retryOf: 'x' }, 'retryOf'],
    ['NUL in the affinity key', { model, affinityKey: 'a\0b' }, 'affinityKey'],
    ['100,000 levels', deep, ''],
  ]
  it.each(cases)('%s is 400 invalid_request', async (_, body, field) => {
    const { answer, cpuMs } = await timed(world.call('POST', path, { key: gateway, body }))
    expect(answer.status, JSON.stringify(answer.body)).toBe(400)
    expect(answer.body.code).toBe('invalid_request')
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('x-should-retry')).toBe('false')
    expect(answer.body.requestId).toBeTruthy()
    if (field) expect(answer.body.errors[0].path).toBe(field)
    expect(cpuMs).toBeLessThan(200)
  })

  it('text that is not UTF-8 is 400', async () => {
    const response = await fetch(world.router.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${gateway}`, 'content-type': 'application/json' },
      body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
    })
    expect(response.status).toBe(400)
  })

  it('more than 1 MiB is 413, declared or chunked', async () => {
    const body = JSON.stringify({ model, affinityKey: 'x'.repeat(1_100_000) })
    expect((await world.call('POST', path, { key: gateway, body })).body.code).toBe('too_large')
    const status = await new Promise((resolve, reject) => {
      const req = request(
        world.router.url + path,
        { method: 'POST', headers: { authorization: `Bearer ${gateway}`, 'transfer-encoding': 'chunked' } },
        (res) => {
          res.resume()
          resolve(res.statusCode)
        },
      )
      req.on('error', reject)
      for (let i = 0; i < 20; i++) req.write('x'.repeat(100_000))
      req.end()
    })
    expect(status).toBe(413)
  })

  it('a caller that still writes gets to read the refusal', async () => {
    const body = 'x'.repeat(6_000_000)
    for (let i = 0; i < 3; i++)
      expect(
        await fetch(world.router.url + path, {
          method: 'POST',
          headers: { authorization: `Bearer ${gateway}`, 'content-type': 'application/json' },
          body,
        }).then((r) => r.status),
      ).toBe(413)
  })

  it('another content type is 415', async () => {
    const answer = await world.call('POST', path, { key: gateway, body: '<xml/>', headers: { 'content-type': 'text/xml' } })
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupported_media_type'])
  })

  it('what is not HTTP is 400 and closed', async () => {
    const { hostname, port } = new URL(world.router.url)
    const text = await new Promise<string>((resolve) => {
      let seen = ''
      const socket = connect(Number(port), hostname, () => socket.write('GARBAGE\r\n\r\n'))
      socket.on('data', (chunk) => {
        seen += chunk
      })
      socket.on('close', () => resolve(seen))
    })
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    expect(text).toContain('problem+json')
  })

  it('a request without a host is 400, and one that expects something odd is answered', async () => {
    const { hostname, port } = new URL(world.router.url)
    const send = (head: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(Number(port), hostname, () => socket.write(`GET /healthz HTTP/1.1\r\n${head}connection: close\r\n\r\n`))
        let text = ''
        socket.on('data', (data) => {
          text += data
        })
        socket.on('close', () => resolve(text))
        socket.on('error', reject)
      })
    const bare = await send('')
    expect(bare).toMatch(/^HTTP\/1\.1 400 /)
    expect(bare).toContain('problem+json')
    expect(await send('host: x\r\nexpect: miracles\r\n')).toMatch(/^HTTP\/1\.1 200 /)
  })
})

describe('who asks is decided before the body is looked at', () => {
  it('and whoever asks before sending it is told to only where it would be read', async () => {
    const firstOf = (key: string, length: number) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { authorization: `Bearer ${key}`, 'content-length': length, expect: '100-continue' }
        const req = request(world.router.url + path, { method: 'POST', headers })
        const told = (status: number | undefined) => {
          resolve(status)
          req.destroy()
        }
        req.on('continue', () => told(100))
        req.on('response', ({ statusCode }) => told(statusCode))
        req.on('error', reject)
        req.flushHeaders()
      })
    expect(await Promise.all([firstOf(gateway, 100), firstOf(gateway, 2_000_000), firstOf('nobodys', 100)])).toEqual([100, 413, 401])
  })

  it('no key, a wrong one and an expired one are 401', async () => {
    const expired = await world.key({ scopes: ['gateway'], expiresAt: new Date(Date.now() - 1000) })
    for (const key of [undefined, 'rgeo_wrong_key_0123456789', expired]) {
      const answer = await world.call('POST', path, { ...(key ? { key } : {}), body: 'not json' })
      expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated'])
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    }
  })

  it('a scope that does not route is 403', async () => {
    const answer = await world.call('POST', path, { key: await world.key({ scopes: ['read'] }), body: 'not json' })
    expect([answer.status, answer.body.code]).toEqual([403, 'forbidden'])
  })

  it('a key without gateway may not state a client', async () => {
    const answer = await world.call('POST', path, { key: plain, body: { model, client: { country: 'FR' } } })
    expect([answer.status, answer.body.code]).toEqual([403, 'forbidden'])
  })

  it('p03 another’s Subcloud is answered exactly like one that does not exist', async () => {
    const bound = await world.key({ scopes: ['route'], subcloud: 'acme-eu' })
    const answers = await Promise.all(
      ['strict', 'nowhere'].map((subcloud) =>
        world.call('POST', path, { key: bound, body: { model, subcloud }, headers: { 'x-request-id': 'same' } }),
      ),
    )
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [404, 'unknown_subcloud'],
      [404, 'unknown_subcloud'],
    ])
    const [foreign, missing] = answers.map(({ body }) => JSON.stringify(body))
    expect(foreign!.replace('strict', '*')).toBe(missing!.replace('nowhere', '*'))
    expect((await world.call('POST', path, { key: plain, body: { model, subcloud: 'acme-eu' } })).status).toBe(404)
  })

  it('a key over its rate is 429 with Retry-After, and others are not held up', async () => {
    const limited = await world.key({ scopes: ['route'], rateLimit: 2 })
    const answers = await Promise.all([1, 2, 3, 4].map(() => world.call('POST', path, { key: limited, body: { model, dryRun: true } })))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBe(2)
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused[0]!.headers.get('x-should-retry')).toBe('true')
    expect((await world.call('POST', path, { key: plain, body: { model, dryRun: true } })).status).toBe(200)
  })
})

describe('paths and methods', () => {
  it('a wrong method is 405 with Allow, an unknown path 404', async () => {
    const wrong = await world.call('GET', path, { key: gateway })
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST'])
    for (const unknown of ['/api/v1/route/streams', '/api/v1/nothing', '/'])
      expect((await world.call('POST', unknown, { key: gateway, body: {} })).body.code).toBe('not_found')
  })

  it('health and metrics answer without a key', async () => {
    expect((await world.call('GET', '/healthz')).status).toBe(200)
    expect((await world.call('GET', '/readyz')).body).toMatchObject({ status: 'ready', database: 'connected' })
    expect((await world.call('GET', '/metrics')).body).toContain('geo_decisions_total')
  })
})

describe('tokens', () => {
  it('t01 a bare token is 400 with suggestions', async () => {
    const { status, body } = await world.call('POST', path, { key: gateway, body: { model, geo: { prefer: ['SA'] } } })
    expect([status, body.code]).toEqual([400, 'invalid_geo_token'])
    expect(body.suggestions).toEqual(expect.arrayContaining(['zone:SA', 'country:SA']))
  })

  it('an unknown token is 400', async () => {
    expect((await world.call('POST', path, { key: gateway, body: { model, geo: { deny: ['zone:ATLANTIS'] } } })).body.code).toBe(
      'invalid_geo_token',
    )
  })

  it('t04 a request outside its key’s boundary is 422 naming both clauses', async () => {
    const key = await world.key({ scopes: ['route'], geo: { only: ['jurisdiction:EU27'] } })
    const { status, body } = await world.call('POST', path, { key, body: { model, geo: { only: ['zone:NA'] } } })
    expect([status, body.code]).toEqual([422, 'geo_unsatisfiable'])
    expect(body.detail).toContain('jurisdiction:EU27')
    expect(body.detail).toContain('zone:NA')
    expect(body.reasons).toContain('boundary_empty')
  })
})

describe('refusals are decisions: logged, named, with what would help', () => {
  async function refusal(body: unknown, key = gateway) {
    const answer = await world.call('POST', path, { key, body })
    expect(answer.body.decisionId, JSON.stringify(answer.body)).toMatch(/-7/)
    expect(answer.headers.get('x-geo-decision')).toBe(answer.body.decisionId)
    return answer
  }

  it('a model that no node has and no list names is 404 and no decision', async () => {
    const answer = await world.call('POST', path, { key: gateway, body: { model: 'nobody-has-it' } })
    expect([answer.status, answer.body.code, answer.body.decisionId]).toEqual([404, 'unknown_model', undefined])
  })

  it('an origin that policy denies is 403 geo_origin_denied', async () => {
    const answer = await refusal({ model, subcloud: 'brazil-only', client: { ip: '193.51.24.1' } })
    expect([answer.status, answer.body.code]).toEqual([403, 'geo_origin_denied'])
    expect(answer.headers.get('x-should-retry')).toBe('false')
  })

  it('b03 a boundary in which no node has the model is 422', async () => {
    const answer = await refusal({ model, subcloud: 'strict' })
    expect([answer.status, answer.body.code]).toEqual([422, 'geo_unsatisfiable'])
  })

  it('only capacity missing is 503 geo_zone_saturated with Retry-After', async () => {
    const first = await world.call('POST', path, { key: gateway, body: { model } })
    expect(first.status).toBe(200)
    const answer = await refusal({ model, explain: 'summary' })
    expect([answer.status, answer.body.code]).toEqual([503, 'geo_zone_saturated'])
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(answer.headers.get('x-should-retry')).toBe('true')
    expect(answer.body.explain.remedy).toBeTruthy()
    const done = await world.call('POST', `/api/v1/leases/${first.body.lease.id}/complete`, {
      key: gateway,
      body: { outcome: 'completed' },
    })
    expect(done.status).toBe(200)
  })

  it('b01 nodes that are gone are 503 geo_no_eligible_node, and nothing outside is taken', async () => {
    await world.agent('us').send('register', { ...nodePayload, regionTag: 'country:US' }, { address: '8.8.1.1' })
    await world.agent('de').send('leave', {})
    const answer = await refusal({ model, subcloud: 'acme-eu' })
    expect([answer.status, answer.body.code]).toEqual([503, 'geo_no_eligible_node'])
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
