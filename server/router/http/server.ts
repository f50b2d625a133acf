// The router's HTTP: node:http and a table of routes.

import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { BodyDeadlines } from '@/server/platform/body-deadlines'
import type { RouterContext } from '../context'
import { Exchange } from './exchange'

const HEADERS_TIMEOUT_MS = 10_000
const BODY_WITHIN_MS = 15_000

export function createRouterServer(ctx: RouterContext): Server {
  const deadlines = new BodyDeadlines(BODY_WITHIN_MS, (req, error) => answerClientError(error, req.socket))
  const server = createServer({
    keepAliveTimeout: 75_000,
    headersTimeout: HEADERS_TIMEOUT_MS,
    // It would cut long streams; bodies that are read whole have deadlines of their own.
    requestTimeout: 0,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 64 * 1024,
    noDelay: true,
  })
  server.on('request', (req, res) => new Exchange(ctx, deadlines, req, res).serve(false))
  server.on('checkContinue', (req, res) => new Exchange(ctx, deadlines, req, res).serve(true))
  server.on('clientError', answerClientError)
  server.on('listening', () => deadlines.start())
  server.on('close', () => deadlines.stop())
  return server
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
