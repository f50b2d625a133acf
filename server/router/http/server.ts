// The router's HTTP: node:http and a table of routes. Who asks is decided before the body is looked at; every error is
// a problem document.

import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { BodyDeadlines } from '@/server/platform/body-deadlines'
import { discardBody } from '@/server/platform/discard-body'
import { ServiceError } from '@/server/platform/errors'
import type { RouterContext } from '../context'
import { authenticate } from './authenticate'
import { callerLater } from './caller'
import { ClientGoneError, readJson } from './read-json'
import { errorReply, isExpected, type Reply } from './reply'
import { matchRoute, type RouterRequest } from './routes'

const HEADERS_TIMEOUT_MS = 10_000
const BODY_WITHIN_MS = 15_000

export function createRouterServer(ctx: RouterContext): Server {
  const deadlines = new BodyDeadlines(BODY_WITHIN_MS, (req, error) => answerClientError(error, req.socket))
  const serve = (req: IncomingMessage, res: ServerResponse, expectsContinue: boolean) => {
    const requestId = requestIdOf(req)
    answer(ctx, deadlines, req, res, requestId, expectsContinue).then(
      (reply) => send(req, res, requestId, reply),
      (error: unknown) => {
        if (!isExpected(error) && !(error instanceof ClientGoneError))
          ctx.log.error({ err: error, requestId, path: req.url?.split('?')[0] }, 'router: a request failed')
        send(req, res, requestId, errorReply(error, requestId))
      },
    )
  }
  const server = createServer({
    keepAliveTimeout: 75_000,
    headersTimeout: HEADERS_TIMEOUT_MS,
    // It would cut long streams; bodies that are read whole have deadlines of their own.
    requestTimeout: 0,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 64 * 1024,
    noDelay: true,
  })
  server.on('request', (req, res) => serve(req, res, false))
  server.on('checkContinue', (req, res) => serve(req, res, true))
  server.on('clientError', answerClientError)
  server.on('listening', () => deadlines.start())
  server.on('close', () => deadlines.stop())
  return server
}

/** Null where the answer is a stream. */
async function answer(
  ctx: RouterContext,
  deadlines: BodyDeadlines,
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
  expectsContinue: boolean,
): Promise<Reply | null> {
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
  const request: RouterRequest = { requestId, key, caller: callerLater(ctx, req), body: null, param, headers: req.headers, startedUs }
  if (route.method === 'POST' && expectsContinue) res.writeContinue()
  if (route.stream !== undefined) {
    route.stream(ctx, request, route, req, res)
    return null
  }
  if (key !== null) ctx.limit.take(key, 1)
  if (route.method === 'POST') request.body = await readInTime(req, route.maxBytes, deadlines)
  if (key !== null) ctx.limit.take(key, Math.max(0, countOf(request.body) - 1))
  return route.handle(ctx, request)
}

async function readInTime(req: IncomingMessage, maxBytes: number, deadlines: BodyDeadlines): Promise<unknown> {
  deadlines.add(req)
  try {
    return await readJson(req, maxBytes)
  } finally {
    deadlines.remove(req)
  }
}

/** How many requests are in it: a batch's. */
function countOf(body: unknown): number {
  const requests = (body as { requests?: unknown } | null)?.requests
  return Array.isArray(requests) ? requests.length : 1
}

function send(req: IncomingMessage, res: ServerResponse, requestId: string, reply: Reply | null): void {
  if (reply === null || res.destroyed || res.headersSent) return
  const { status, headers, body } = reply
  if (!req.complete) {
    // Who waits for "100 Continue" has sent nothing that could be read away.
    if (req.headers.expect !== undefined) res.setHeader('connection', 'close')
    discardBody(req)
  }
  headers['x-request-id'] = requestId
  headers['content-length'] = String(Buffer.byteLength(body))
  res.writeHead(status, headers)
  res.end(req.method === 'HEAD' ? undefined : body)
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
