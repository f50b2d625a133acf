import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { type Problem, problemOf } from './errors'

/** Answers what node:http cannot parse, or gave up waiting for: it never becomes a request, and gets a problem all the same. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, title, detail]: [number, string, string] =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? [408, 'Request Timeout', 'The request did not arrive in time.']
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? [431, 'Request Header Fields Too Large', 'The headers are too large.']
        : [400, 'Bad Request', 'This is not HTTP.']
  const problem: Problem = { ...problemOf('invalid_request', detail, {}, randomUUID()), title, status }
  const body = JSON.stringify(problem)
  const headers = [
    `HTTP/1.1 ${status} ${title}`,
    'content-type: application/problem+json',
    `x-should-retry: ${status === 408}`,
    `x-request-id: ${problem.requestId}`,
    'connection: close',
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`)
}
