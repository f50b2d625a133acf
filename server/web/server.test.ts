import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readEnv } from '@/server/platform/env'
import { internalPeerHeader, verifyInternalPeer } from '@/server/platform/internal-peer'
import { sendInHalves } from '@/server/platform/testing/send-in-halves'
import type { Replica } from '@/server/replica/types'
import { signInHeader } from './screens'
import { createWebServer, type NextHandler, type WebServer } from './server'
import { ask, send } from './testing/ask'

const secret = 'a-per-start-secret'
const status = { ready: true, revision: 7, connected: true, refreshedAt: 0, source: 'postgres' as const, problem: null }

const problem = 'application/problem+json'
const listen = (server: Server) =>
  new Promise<string>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  )

let router: Server
let routerUrl: string
let seen: IncomingMessage | null
let answerRouter: (req: IncomingMessage, res: ServerResponse) => void
beforeAll(async () => {
  router = createServer((req, res) => {
    seen = req
    answerRouter(req, res)
  })
  routerUrl = await listen(router)
})
afterAll(() => {
  router.closeAllConnections()
  router.close()
})
beforeEach(() => {
  seen = null
  answerRouter = (req, res) => {
    req.resume()
    req.on('end', () => res.end('{"ok":true}'))
  }
})

let web: WebServer | null = null
afterEach(async () => {
  await web?.stop()
  web = null
})
async function start(
  env: Record<string, string> = {},
  next: NextHandler = async (req, res) => void res.end(JSON.stringify({ url: req.url, headers: req.headers })),
): Promise<string> {
  const replica = { status: () => status } as unknown as Replica
  const control = {
    env: readEnv({ ROUTER_URL: routerUrl, ...env }),
    log: pino({ level: 'silent' }),
    replica,
    internalSecret: secret,
    now: Date.now,
  }
  web = createWebServer({ control, next })
  return listen(web.server)
}
const peerOf = (headers: IncomingMessage['headers']) => verifyInternalPeer(headers[internalPeerHeader] as string, secret, Date.now())

describe('who is asking', () => {
  it('o01 strips forwarding headers from a stranger and tells the router the socket’s peer', async () => {
    const url = await start()
    const forged = {
      'x-forwarded-for': '8.8.8.8',
      forwarded: 'for=8.8.8.8',
      'x-real-ip': '8.8.8.8',
      'cf-ipcountry': 'FR',
      [internalPeerHeader]: 'forged.value',
      'x-geo-anything': '1',
    }
    await ask(`${url}/api/v1/route`, { method: 'POST', headers: forged, body: '{}' })
    expect(peerOf(seen!.headers)).toEqual({ address: '127.0.0.1', malformed: false, edgeCountry: null, translated: false })
    for (const name of Object.keys(forged)) if (name !== internalPeerHeader) expect(seen!.headers[name]).toBeUndefined()
    const inside = JSON.parse((await ask(`${url}/api/v1/zones`, { headers: forged })).body)
    expect(JSON.stringify(inside.headers)).not.toContain('8.8.8.8')
    expect(peerOf(inside.headers)).toMatchObject({ address: '127.0.0.1' })
  })

  it('o02 o03 steps through a trusted proxy, over all lines of the header', async () => {
    const url = await start({ TRUSTED_PROXIES: '127.0.0.0/8', TRUSTED_PROXY_HOPS: '1' })
    await ask(`${url}/api/v1/route`, {
      method: 'POST',
      headers: { 'x-forwarded-for': ['1.2.3.4', '198.51.100.7'], 'cf-ipcountry': 'FR' },
      body: '{}',
    })
    expect(peerOf(seen!.headers)).toEqual({ address: '198.51.100.7', malformed: false, edgeCountry: 'FR', translated: false })
    await ask(`${url}/api/v1/route`, { method: 'POST', headers: { 'x-forwarded-for': 'garbage' }, body: '{}' })
    expect(peerOf(seen!.headers)).toEqual({ address: '127.0.0.1', malformed: true, edgeCountry: null, translated: false })
  })
})

describe('streaming to the router', () => {
  it('sends the data plane on, and nothing else', async () => {
    const url = await start()
    for (const path of [
      '/api/v1/route',
      '/api/v1/route/batch',
      '/api/v1/leases/x/complete',
      '/api/v1/nodes/heartbeat',
      '/api/v1/endpoints/heartbeat',
    ])
      expect([path, (await ask(url + path, { method: 'POST', headers: { authorization: 'Bearer k' }, body: '{"a":1}' })).body]).toEqual([
        path,
        '{"ok":true}',
      ])
    for (const path of ['/api/v1/nodes', '/api/v1/nodes/0x1', '/api/v1/routes', '/api/v1/config'])
      expect(JSON.parse((await ask(url + path)).body).url).toBe(path)
  })

  it('hands on as it comes, both ways, without waiting for the end', async () => {
    const url = await start()
    answerRouter = (req, res) => {
      res.writeHead(200, { 'content-type': 'application/x-ndjson', 'x-geo-decision': 'd1' })
      req.on('data', (chunk: Buffer) => res.write(`echo ${chunk}`))
      req.on('end', () => res.end())
    }
    const got: string[] = []
    await new Promise<void>((resolve, reject) => {
      const req = request(`${url}/api/v1/route/stream`, { method: 'POST', agent: false }, (res) => {
        expect(res.headers['x-geo-decision']).toBe('d1')
        res.on('data', (chunk: Buffer) => {
          got.push(String(chunk))
          if (got.length === 1) req.write('two')
          else if (got.length === 2) req.end()
        })
        res.on('end', resolve)
      })
      req.on('error', reject)
      req.write('one')
    })
    expect(got).toEqual(['echo one', 'echo two'])
  })

  it('lets the router answer before the body begins', async () => {
    const url = await start()
    answerRouter = (_req, res) => res.writeHead(401).end()
    const status = await new Promise((resolve, reject) => {
      const req = request(`${url}/api/v1/route/stream`, { method: 'POST', agent: false }, (res) => {
        resolve(res.statusCode)
        req.destroy()
      })
      req.on('error', reject)
      req.flushHeaders()
    })
    expect(status).toBe(401)
  })

  it('lets nobody wait for those who are slow, however many there are', async () => {
    const url = await start()
    const slow = Array.from({ length: 300 }, () => {
      const req = request(`${url}/api/v1/nodes/register`, { method: 'POST', agent: false, headers: { 'content-length': '5' } })
      req.on('error', () => {})
      req.flushHeaders()
      return req
    })
    expect((await ask(`${url}/api/v1/route`, { method: 'POST', body: '{}' })).body).toBe('{"ok":true}')
    for (const req of slow) req.destroy()
  })

  it('ends the router’s half when the caller hangs up', async () => {
    const url = await start()
    const ended = new Promise<void>((resolve) => {
      answerRouter = (_req, res) => {
        res.on('close', resolve)
        res.write('never ending')
      }
    })
    const req = request(`${url}/api/v1/route`, { method: 'POST', agent: false }, (res) => res.once('data', () => req.destroy()))
    req.on('error', () => {})
    req.end('{}')
    await ended
  })

  it('answers 502 router_unreachable as a problem when the router is away', async () => {
    const url = await start({ ROUTER_URL: 'http://127.0.0.1:1' })
    const answer = await ask(`${url}/api/v1/route`, { method: 'POST', body: '{}', headers: { 'x-request-id': 'r-1' } })
    expect(answer).toMatchObject({
      status: 502,
      headers: { 'content-type': 'application/problem+json', 'x-should-retry': 'true', 'retry-after': '2' },
    })
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'router_unreachable', status: 502, requestId: 'r-1' })
  })
})

describe('every answer', () => {
  it('shows Next no server action, of which there is none', async () => {
    const headers = { 'next-action': '7f00', 'content-type': 'multipart/form-data; boundary=x' }
    const seen = JSON.parse((await ask(`${await start()}/sign-in`, { method: 'POST', headers, body: '--x--' })).body).headers
    expect([seen['next-action'], seen['content-type']]).toEqual([undefined, undefined])
  })

  it('carries a request id, and pages a policy whose nonce is new each time', async () => {
    const url = await start()
    const [a, b] = await Promise.all([1, 2].map(() => ask(`${url}/sign-in`)))
    const nonces = [a, b].map(
      (answer) => /script-src 'nonce-([^']+)' 'strict-dynamic'/.exec(String(answer!.headers['content-security-policy']))?.[1],
    )
    expect(new Set(nonces).size).toBe(2)
    expect(JSON.parse(a!.body).headers['x-nonce']).toBe(nonces[0])
    expect(a!.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'x-request-id': expect.any(String) })
    expect(String(a!.headers['content-security-policy'])).toMatch(/worker-src 'self'.*frame-ancestors 'none'/)
    expect(String(a!.headers['content-security-policy'])).not.toMatch(/script-src[^;]*unsafe/)
    expect(a!.headers['strict-transport-security']).toBeUndefined()
  })

  it('promises https only where the browser came by it', async () => {
    const url = await start({ TRUSTED_PROXIES: '127.0.0.1' })
    expect((await ask(`${url}/sign-in`, { headers: { 'x-forwarded-proto': 'https' } })).headers['strict-transport-security']).toContain(
      'max-age',
    )
  })

  it('sends strangers from screens to the sign-in, and lets the rest through', async () => {
    const url = await start()
    expect(await ask(`${url}/jobs?zone=EU`)).toMatchObject({ status: 302, headers: { location: '/sign-in?next=%2Fjobs%3Fzone%3DEU' } })
    expect((await ask(`${url}/?_rsc=1x`)).headers.location).toBe('/sign-in')
    // Whether a session is good is for the layout to find out, which is told where to send its bearer.
    for (const path of ['//', '//elsewhere.test/map', '///'])
      expect(await ask(`${url}${path}`)).toMatchObject({ status: 302, headers: { location: `/sign-in?next=${encodeURIComponent(path)}` } })
    const stale = await ask(`${url}/nodes?q=a`, { headers: { cookie: 'geo.session_token=x', [signInHeader]: '/elsewhere' } })
    expect(JSON.parse(stale.body).headers).toMatchObject({ [signInHeader]: '/sign-in?next=%2Fnodes%3Fq%3Da' })
    for (const path of ['/sign-in', '/_next/static/x.js', '/icon.svg', '/api/trpc/x']) expect((await ask(url + path)).status).toBe(200)
  })

  it.each(['/api/v1/keys', '/api/v1/route'])('reads on from who still writes after an early refusal of %s', async (path) => {
    const url = await start({}, async (_req, res) => void res.writeHead(413).end())
    answerRouter = (_req, res) => res.writeHead(413).end()
    const { text, failed } = await sendInHalves(url, { path, connection: 'close', half: 1_500_000 })
    expect([text.slice(0, 13), failed]).toEqual(['HTTP/1.1 413 ', null])
  })

  it('is a problem below /api, whatever is wrong', async () => {
    const url = await start()
    for (const path of ['/api', '/api/', '/api/v1', '/api/v1/', '/api/v2/zones', '/api/v1%2fzones'])
      expect([path, (await ask(url + path)).status, (await ask(url + path)).headers['content-type']]).toEqual([path, 404, problem])
  })

  it('lets REST say which methods a path has, whatever method it was, and says it for what the dashboard asks', async () => {
    const url = await start({}, async (req, res) => void res.end(req.method))
    for (const method of ['TRACE', 'OPTIONS', 'PROPFIND']) {
      expect(await ask(`${url}/api/v1/zones`, { method })).toMatchObject({ status: 200, body: 'OPTIONS' })
      expect(await ask(`${url}/api/trpc/zones.list`, { method })).toMatchObject({
        status: 405,
        headers: { 'content-type': problem, allow: 'GET, HEAD, POST' },
      })
    }
    expect(await ask(`${url}/api/v1/zones`, { method: 'PATCH' })).toMatchObject({ status: 200, body: 'PATCH' })
  })

  it.each([
    ['text that is no HTTP', 'hello\r\n\r\n', '400'],
    ['a method that does not exist', 'FOO / HTTP/1.1\r\nhost: x\r\n\r\n', '400'],
    ['two lengths', 'POST /api/v1/keys HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n', '400'],
    ['endless headers', `GET / HTTP/1.1\r\nhost: x\r\na: ${'a'.repeat(100_000)}\r\n\r\n`, '431'],
    ['no host', 'GET /sign-in HTTP/1.1\r\nconnection: close\r\n\r\n', '400'],
  ])('is a problem to %s', async (_, text, status) => {
    const answer = await send(await start(), text)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toMatch(/content-type: application\/problem\+json/)
    expect(answer).toMatch(/x-should-retry: false/)
  })

  it.each([
    ['expects something odd', 'expect: miracles'],
    ['offers to upgrade', 'connection: upgrade, http2-settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__'],
  ])('is no problem to who %s', async (_, headers) => {
    const url = await start()
    expect(await send(url, `GET /sign-in HTTP/1.1\r\nhost: x\r\n${headers}\r\n\r\n`)).toMatch(/^HTTP\/1.1 200 /)
  })

  it('answers 400 to a path that cannot be decoded', async () => {
    const url = await start()
    for (const path of ['/api/v1/%ff', '/zones/%zz']) expect((await ask(url + path)).status).toBe(400)
  })
})

describe('health', () => {
  it('answers alive, ready and measured', async () => {
    const url = await start()
    expect(await ask(`${url}/healthz`)).toMatchObject({ status: 200 })
    expect(JSON.parse((await ask(`${url}/readyz`)).body)).toMatchObject({ status: 'ready', revision: 7 })
    expect((await ask(`${url}/metrics`)).body).toContain('geo_web_requests_total')
  })

  it('is for GET and HEAD', async () => {
    const url = await start()
    for (const path of ['/healthz', '/readyz', '/metrics'])
      expect(await ask(url + path, { method: 'POST', body: 'x' })).toMatchObject({ status: 405, headers: { allow: 'GET' } })
    expect(await ask(`${url}/healthz`, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
  })

  it('stops at once though somebody still listens to events', async () => {
    const url = await start({}, async (_req, res) => {
      res.setHeader('content-type', 'text/event-stream')
      res.write(': hello\n\n')
    })
    const ended = new Promise<void>((resolve) => {
      const req = request(`${url}/api/v1/decisions/tail`, (res) => {
        res.once('data', () => void web?.stop())
        res.on('close', resolve)
        res.on('error', () => {})
      })
      req.on('error', () => {})
      req.end()
    })
    // Its patience with what does not end never runs out.
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    try {
      await ended
      await web?.stop()
    } finally {
      vi.useRealTimers()
    }
  })
})
