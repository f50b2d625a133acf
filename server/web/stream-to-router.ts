// A data-plane request, streamed to a router and its answer streamed back: nothing is held, the slower side sets the
// pace, and whoever hangs up ends both halves.

import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { pipeline } from 'node:stream'
import type { Logger } from 'pino'
import { ServiceError } from '@/server/platform/errors'
import { internalPeerHeader } from '@/server/platform/internal-peer'
import { replyProblem } from './reply'

const connectTimeoutMs = 5_000
/** Of the connection, not of the message: they must not be handed on (RFC 9110 §7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'expect',
])

export type RouterStream = { forward(req: IncomingMessage, res: ServerResponse, peer: string, requestId: string): void; close(): void }

export function createRouterStream({ routerUrl, log }: { routerUrl: string; log: Logger }): RouterStream {
  const base = new URL(routerUrl)
  const secure = base.protocol === 'https:'
  // As many as ask: with a limit, whoever sends bodies slowly would keep everybody else from the router.
  const options = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, maxFreeSockets: 32, timeout: 0 }
  const agent = secure ? new HttpsAgent(options) : new Agent(options)
  const request = secure ? httpsRequest : httpRequest

  return {
    forward(req, res, peer, requestId) {
      const headers: Record<string, string | string[]> = {}
      for (const [name, value] of Object.entries(req.headers)) if (value !== undefined && !hopByHop.has(name)) headers[name] = value
      for (const name of (req.headers.connection ?? '').split(',')) delete headers[name.trim().toLowerCase()]
      headers[internalPeerHeader] = peer
      headers['x-request-id'] = requestId
      // The router counts what it reads; a body of unknown length stays chunked, and none stays none.
      const hasBody = req.headers['content-length'] !== undefined || req.headers['transfer-encoding'] !== undefined
      const upstream = request({
        protocol: base.protocol,
        hostname: base.hostname.replace(/^\[|\]$/g, ''),
        port: base.port,
        method: req.method,
        path: req.url,
        headers,
        agent,
      })
      upstream.setNoDelay(true)
      failSlowConnect(upstream)
      let answered = false
      const fail = (error: Error) => {
        if (answered || res.headersSent) {
          res.destroy()
          return
        }
        answered = true
        req.unpipe(upstream)
        if (res.destroyed) return
        log.warn({ err: error, requestId }, 'the router cannot be reached')
        replyProblem(
          res,
          new ServiceError('router_unreachable', 'The router does not answer. Check that it runs, and ROUTER_URL.', { retryAfterS: 2 }),
          requestId,
        )
      }
      upstream.on('error', fail)
      upstream.on('response', (answer) => {
        if (res.destroyed) {
          answer.destroy()
          return
        }
        answered = true
        const back = Object.fromEntries(
          Object.entries(answer.headers).filter(([name, value]) => value !== undefined && !hopByHop.has(name)),
        )
        res.writeHead(answer.statusCode ?? 502, back as Record<string, string | string[]>)
        res.flushHeaders()
        // An answer before the whole body, to what is too large for instance.
        answer.once('end', () => req.unpipe(upstream))
        pipeline(answer, res, () => upstream.destroy())
      })
      res.on('close', () => upstream.destroy())
      if (hasBody) {
        // The router refuses, or begins a stream, by the head alone: node:http would keep it until the body begins.
        upstream.flushHeaders()
        req.pipe(upstream)
      } else upstream.end()
    },
    close() {
      agent.destroy()
    },
  }
}

/** A connection that does not come about must not hold the caller; one that has come about may stream as long as it likes. */
function failSlowConnect(upstream: ClientRequest): void {
  upstream.on('socket', (socket) => {
    if (!socket.connecting) return
    const timer = setTimeout(() => upstream.destroy(new Error('connecting took too long')), connectTimeoutMs)
    const done = () => clearTimeout(timer)
    socket.once('connect', done)
    socket.once('close', done)
  })
}
