// One request and its answer. Who asks is decided before the body is looked at; every error is a problem document. By callbacks
// and not by promises, of which a decision otherwise takes a dozen.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { BodyDeadlines } from '@/server/platform/body-deadlines'
import { discardBody } from '@/server/platform/discard-body'
import { ServiceError } from '@/server/platform/errors'
import { requestIdOf } from '@/server/platform/request-id'
import type { RouterContext } from '../context'
import { authenticate } from './authenticate'
import { callerLater } from './caller'
import { ClientGoneError, parseJson, readBody } from './read-json'
import { errorReply, isExpected, type Later, type Reply } from './reply'
import { matchRoute, type RouterRequest, type Whole } from './routes'

export class Exchange implements Later {
  private readonly startedUs = performance.now() * 1000
  private readonly requestId: string

  constructor(
    private readonly ctx: RouterContext,
    private readonly deadlines: BodyDeadlines,
    private readonly req: IncomingMessage,
    private readonly res: ServerResponse,
  ) {
    this.requestId = requestIdOf(req.headers['x-request-id'])
  }

  serve(expectsContinue: boolean): void {
    try {
      this.begin(expectsContinue)
    } catch (error) {
      this.fail(error)
    }
  }

  private begin(expectsContinue: boolean): void {
    const { ctx, req, res, requestId, startedUs } = this
    if (req.headers.host === undefined && req.httpVersion === '1.1') throw new ServiceError('invalid_request', 'Send a Host header.')
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
    const request: RouterRequest = {
      requestId,
      key,
      caller: callerLater(ctx, req),
      body: null,
      bodyBytes: 0,
      param,
      headers: req.headers,
      startedUs,
    }
    if (route.stream !== undefined) {
      if (expectsContinue) res.writeContinue()
      route.stream(ctx, request, route, req, res)
      return
    }
    if (key !== null) ctx.limit.take(key, 1)
    route.guard?.(ctx, request)
    if (route.method === 'GET') {
      this.answer(route, request, null)
      return
    }
    readBody(req, route.maxBytes, (error, bytes) => {
      this.deadlines.remove(req)
      if (error === null) this.answer(route, request, bytes)
      else this.fail(error)
    })
    if (expectsContinue) res.writeContinue()
    this.deadlines.add(req)
  }

  private answer(route: Whole, request: RouterRequest, bytes: Buffer | null): void {
    const { ctx } = this
    this.settle(() => {
      if (bytes !== null) {
        request.bodyBytes = bytes.length
        request.body = route.scan?.(bytes) ?? parseJson(bytes)
      }
      if (request.key !== null) {
        const count = countOf(request.body)
        ctx.limit.take(request.key, count - 1, count)
      }
      return route.handle(ctx, request, this)
    })
  }

  settle(make: () => Promise<Reply> | Reply | null): void {
    try {
      const reply = make()
      if (reply instanceof Promise)
        reply.then(
          (later) => this.send(later),
          (error: unknown) => this.fail(error),
        )
      else if (reply !== null) this.send(reply)
    } catch (error) {
      this.fail(error)
    }
  }

  fail(error: unknown): void {
    const { ctx, req, requestId } = this
    if (!isExpected(error) && !(error instanceof ClientGoneError))
      ctx.log.error({ err: error, requestId, path: req.url?.split('?')[0] }, 'router: a request failed')
    this.send(errorReply(error, requestId))
  }

  send({ status, headers, body, isBytes }: Reply): void {
    const { req, res } = this
    if (res.destroyed || res.headersSent) return
    if (!req.complete) {
      // Who waits for "100 Continue" has sent nothing that could be read away.
      if (req.headers.expect !== undefined) res.setHeader('connection', 'close')
      discardBody(req)
    }
    const length = isBytes ? body.length : Buffer.byteLength(body)
    headers['x-request-id'] = this.requestId
    headers['content-length'] = String(length)
    res.writeHead(status, headers)
    if (req.method === 'HEAD') res.end()
    // Mostly ASCII, which is written as it stands.
    else res.end(body, length === body.length ? 'latin1' : 'utf8')
  }
}

/** How many requests are in it: a batch's. */
function countOf(body: unknown): number {
  const requests = (body as { requests?: unknown } | null)?.requests
  return Array.isArray(requests) ? Math.max(1, requests.length) : 1
}
