// node:http in front of Next: what must hold for every request is done here, before any handler sees it.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Control } from '@/server/control/context'
import { CidrSet } from '@/server/core/geo/cidr'
import { BodyDeadlines } from '@/server/platform/body-deadlines'
import { answerClientError } from '@/server/platform/client-error'
import { discardBody } from '@/server/platform/discard-body'
import { ServiceError } from '@/server/platform/errors'
import { internalPeerHeader } from '@/server/platform/internal-peer'
import { counter } from '@/server/platform/observability/metrics'
import { requestIdOf } from '@/server/platform/request-id'
import { webCaller } from './caller'
import { isDataPlane } from './data-plane'
import { internalPeerOf, stripActions, stripForwarding } from './headers'
import { answerHealth } from './health'
import { reply, replyProblem } from './reply'
import { signInAndBack, signInFor, signInHeader } from './screens'
import { contentSecurityPolicy, newNonce, setSecurityHeaders } from './security'
import { createRouterStream } from './stream-to-router'

export type NextHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>
export type WebServer = { server: Server; stop(): Promise<void> }

/** Next would answer anything else below /api with a page, fails on methods that it does not know, and names none of a handler's own. */
const isApi = (path: string) => path === '/api' || path.startsWith('/api/')
const handled = /^\/api\/(v1|trpc|auth)\/./
const methods = { v1: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], screens: ['GET', 'HEAD', 'POST'] }

const graceMs = 3_000
const bodyWithinMs = 300_000

export function createWebServer(settings: {
  control: Pick<Control, 'env' | 'log' | 'replica' | 'internalSecret' | 'now'>
  next: NextHandler
  upgrade?: (req: IncomingMessage, socket: Duplex, head: Buffer) => void
  isDevelopment?: boolean
}): WebServer {
  const { control, next, upgrade, isDevelopment = false } = settings
  const { env, log, internalSecret, now } = control
  const trusted = CidrSet.parse(env.trustedProxies)
  const router = createRouterStream({ routerUrl: env.routerUrl, log })
  const requests = counter({ name: 'geo_web_requests_total', help: 'Requests answered by web, by class of status', labelNames: ['status'] })
  let stopping = false
  const deadlines = new BodyDeadlines(bodyWithinMs, (req, error) => answerClientError(error, req.socket))
  /** Streams have no end of their own: they are ended when the server is. */
  const streams = new Set<ServerResponse>()

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const caller = webCaller(req, trusted, env.trustedProxyHops ?? undefined)
    const requestId = requestIdOf(req.headers['x-request-id'])
    stripForwarding(req)
    res.setHeader('x-request-id', requestId)
    // Ahead of node:http, which may close the connection then.
    res.prependOnceListener('finish', () => discardBody(req))
    res.on('finish', () => requests.inc({ status: `${Math.floor(res.statusCode / 100)}xx` }))
    const path = pathOf(req.url)
    if (path === null) return replyProblem(res, new ServiceError('invalid_request', 'The request line holds no valid path.'), requestId)
    if (req.headers.host === undefined && req.httpVersion === '1.1')
      return replyProblem(res, new ServiceError('invalid_request', 'Send a Host header.'), requestId)
    if (await answerHealth(req.method, path, res, requestId, control.replica, () => stopping)) return
    setSecurityHeaders(res, caller.scheme)
    if (isDataPlane(path)) return router.forward(req, res, internalPeerOf(caller, internalSecret, now()), requestId)

    if (!req.complete) {
      deadlines.add(req)
      req.once('end', () => deadlines.remove(req))
      req.once('close', () => deadlines.remove(req))
    }
    const elsewhere = signInFor(req, path)
    if (elsewhere !== null) return reply(res, 302, { location: elsewhere }, '')

    if (isApi(path)) {
      if (!handled.test(path))
        return replyProblem(res, new ServiceError('not_found', 'There is no such endpoint. GET /api/v1/openapi.json lists all.'), requestId)
      const isRest = path.startsWith('/api/v1/')
      const known = isRest ? methods.v1 : methods.screens
      if (!known.includes(req.method ?? '')) {
        const allow = known.join(', ')
        if (!isRest) return replyProblem(res, new ServiceError('method_not_allowed', `Use ${allow}.`), requestId, { allow })
        // No path has this one, and it is answered by naming those that the path has.
        req.method = 'OPTIONS'
      }
      res.setHeader('cache-control', 'no-store')
      req.headers['x-request-id'] = requestId
      req.headers[internalPeerHeader] = internalPeerOf(caller, internalSecret, now())
    } else {
      stripActions(req)
      const nonce = newNonce()
      const policy = contentSecurityPolicy(nonce, isDevelopment)
      // Next reads the nonce from the request's policy and puts it on its own scripts.
      req.headers['content-security-policy'] = policy
      req.headers['x-nonce'] = nonce
      req.headers[signInHeader] = signInAndBack(req)
      req.headers['x-request-id'] = requestId
      res.setHeader('content-security-policy', policy)
    }
    req.headers.host = caller.host
    req.headers['x-forwarded-host'] = caller.host
    req.headers['x-forwarded-proto'] = caller.scheme
    streams.add(res)
    res.on('close', () => streams.delete(res))
    await next(req, res)
  }

  const serve = (req: IncomingMessage, res: ServerResponse) => {
    handle(req, res).catch((error: unknown) => {
      const requestId = String(res.getHeader('x-request-id') ?? '')
      log.error({ err: error, requestId }, 'a request failed')
      replyProblem(res, new ServiceError('internal', 'Something went wrong on our side. Quote the request id if it persists.'), requestId)
    })
  }
  const server = createServer(
    // The router sees to what is streamed on to it, which may stay open as long as it likes.
    { requestTimeout: 0, headersTimeout: 15_000, keepAliveTimeout: 10_000, maxHeaderSize: 32 * 1024, requireHostHeader: false },
    serve,
  )
  // An expectation that nobody knows may be passed over (RFC 9110 §10.1.1).
  server.on('checkExpectation', serve)
  server.on('listening', () => deadlines.start())
  server.on('close', () => deadlines.stop())
  // A long stream is a request that is still being answered, not a slow client.
  server.timeout = 0
  // While nobody listens, an offer to upgrade is passed over and the request served as it is (RFC 9110 §7.8).
  if (upgrade) server.on('upgrade', upgrade)
  server.on('clientError', answerClientError)

  return {
    server,
    async stop() {
      stopping = true
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      for (const res of streams) if (String(res.getHeader('content-type') ?? '').startsWith('text/event-stream')) res.socket?.destroySoon()
      const impatience = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearTimeout(impatience)
      router.close()
    },
  }
}

/** The path alone. Absolute-form and other odd request targets are no business of ours, and Next fails on what cannot be decoded. */
function pathOf(target: string | undefined): string | null {
  if (!target?.startsWith('/')) return null
  const path = target.split('?', 1)[0] ?? ''
  try {
    decodeURIComponent(path)
    return path
  } catch {
    return null
  }
}
