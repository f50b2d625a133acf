import { type Problem, problemHeaders, ServiceError, toProblem } from '@/server/platform/errors'

export type Reply = {
  status: number
  headers: Record<string, string>
  body: string
  /** Each character of the body is a byte of its UTF-8 already: what is not ASCII in it was written out once for all. */
  isBytes?: true
}

/** Takes the answer, or what went wrong, once it is there. */
export type Later = {
  send(reply: Reply): void
  fail(error: unknown): void
  /** Sends what is made, at once or later, or fails by what it throws; null: it is told by another way. */
  settle(make: () => Promise<Reply> | Reply | null): void
}

const jsonType = 'application/json; charset=utf-8'

export function jsonReply(status: number, body: unknown, headers?: Record<string, string>): Reply {
  return { status, headers: { 'content-type': jsonType, ...headers }, body: JSON.stringify(body) }
}

/** `json`: as bytes. */
export function bytesReply(status: number, json: string): Reply {
  return { status, headers: { 'content-type': jsonType }, body: json, isBytes: true }
}

export function problemReply(problem: Problem, headers: Record<string, string> = {}): Reply {
  return { status: problem.status, headers: { ...problemHeaders(problem), ...headers }, body: JSON.stringify(problem) }
}

/** What an error is answered with. Anything but a ServiceError is opaque. */
export function errorReply(error: unknown, requestId: string): Reply {
  const problem = toProblem(error, requestId)
  const headers: Record<string, string> = {}
  if (problem.code === 'unauthenticated') headers['www-authenticate'] = 'Bearer'
  return problemReply(problem, headers)
}

export const isExpected = (error: unknown): error is ServiceError => error instanceof ServiceError
