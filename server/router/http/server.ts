// The router's HTTP: node:http and a table of routes. Who asks is decided before the body is looked at; every error is
// a problem document.

import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { discardBody } from '@/server/platform/discard-body'
import { ServiceError } from '@/server/platform/errors'
import type { RouterContext } from '../context'
import { authenticate } from './authenticate'
import { callerOf } from './caller'
import { RateLimit } from './rate-limit'
import { ClientGoneError, readJson } from './read-json'
import { errorReply, isExpected, type Reply } from './reply'
import { matchRoute } from './routes'

/** A request must be whole within this, headers sooner: a peer that dribbles is cut off. */
const REQUEST_TIMEOUT_MS = 15_000
const HEADERS_TIMEOUT_MS = 10_000

export function createRouterServer(ctx: RouterContext): Server {
  const limit = new RateLimit()
  const serve = (req: IncomingMessage, res: ServerResponse, expectsContinue: boolean) => {
    const requestId = requestIdOf(req)
    answer(ctx, limit, req, res, requestId, expectsContinue)
      .catch((error: unknown) => {
        if (!isExpected(error) && !(error instanceof ClientGoneError))
          ctx.log.error({ err: error, requestId, path: req.url?.split('?')[0] }, 'router: a request failed')
        return errorReply(error, requestId)
      })
      .then((reply) => send(req, res, requestId, reply))
  }
  const server = createServer({
    keepAliveTimeout: 75_000,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 64 * 1024,
    noDelay: true,
  })
  server.on('request', (req, res) => serve(req, res, false))
  server.on('checkContinue', (req, res) => serve(req, res, true))
  server.on('clientError', answerClientError)
  return server
}

async function answer(
  ctx: RouterContext,
  limit: RateLimit,
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
  expectsContinue: boolean,
): Promise<Reply> {
  const startedUs = performance.now() * 1000
  const url = req.url ?? '/'
  const query = url.indexOf('?')
  const path = query < 0 ? url : url.slice(0, query)
  const match = matchRoute(req.method ?? 'GET', path)
  if (match === null) throw new ServiceError('not_found', 'There is nothing here; the router answers the data plane of /api/v1.')
  if ('allow' in match) {
    res.setHeader('allow', match.allow)
    throw new ServiceError('method_not_allowed', `Use ${match.allow}.`)
  }
  const { route, param } = match
  if (path.startsWith('/api/') && !ctx.replica.status().ready) {
    throw new ServiceError('unavailable', 'The router is starting: it has no configuration yet.', { retryAfterS: 1 })
  }
  const key = route.access === 'public' ? null : authenticate(req.headers, ctx.replica, route.access)
  if (key?.rateLimit) await limit.take(key, 1)
  let body: unknown
  if (route.method === 'POST') {
    if (expectsContinue) res.writeContinue()
    body = await readJson(req, route.maxBytes)
  }
  if (key?.rateLimit && Array.isArray((body as { requests?: unknown })?.requests)) {
    await limit.take(key, Math.max(0, (body as { requests: unknown[] }).requests.length - 1))
  }
  return route.handle(ctx, { requestId, key, caller: callerOf(ctx, req), body, param, headers: req.headers, startedUs })
}

function send(req: IncomingMessage, res: ServerResponse, requestId: string, reply: Reply): void {
  if (res.destroyed || res.headersSent) return
  res.setHeader('x-request-id', requestId)
  if (!req.complete) {
    // Who waits for "100 Continue" has sent nothing that could be read away.
    if (req.headers.expect !== undefined) res.setHeader('connection', 'close')
    discardBody(req)
  }
  res.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) })
  res.end(req.method === 'HEAD' ? undefined : reply.body)
}

function requestIdOf(req: IncomingMessage): string {
  const given = req.headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
}

// What node:http cannot parse, or gave up waiting for, never becomes a request.
function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, text, detail] =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? [408, 'Request Timeout', 'The request did not arrive in time.']
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? [431, 'Request Header Fields Too Large', 'The headers are too large.']
        : [400, 'Bad Request', 'This is not HTTP.']
  const requestId = randomUUID()
  const body = JSON.stringify({
    type: 'urn:resultity:geo:invalid_request',
    title: text,
    status,
    code: 'invalid_request',
    detail,
    requestId,
  })
  socket.end(
    `HTTP/1.1 ${status} ${text}\r\ncontent-type: application/problem+json\r\nx-should-retry: false\r\nx-request-id: ${requestId}\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
