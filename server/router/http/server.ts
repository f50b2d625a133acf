// The router's HTTP: node:http and a table of routes.

import { createServer, type Server } from 'node:http'
import { BodyDeadlines } from '@/server/platform/body-deadlines'
import { answerClientError } from '@/server/platform/client-error'
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
    // Answered as a problem, like everything else.
    requireHostHeader: false,
  })
  server.on('request', (req, res) => new Exchange(ctx, deadlines, req, res).serve(false))
  server.on('checkContinue', (req, res) => new Exchange(ctx, deadlines, req, res).serve(true))
  // An expectation that nobody knows may be passed over (RFC 9110 §10.1.1).
  server.on('checkExpectation', (req, res) => new Exchange(ctx, deadlines, req, res).serve(false))
  server.on('clientError', answerClientError)
  server.on('listening', () => deadlines.start())
  server.on('close', () => deadlines.stop())
  return server
}
