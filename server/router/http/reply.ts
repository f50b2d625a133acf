import { type Problem, problemHeaders, ServiceError, toProblem } from '@/server/platform/errors'

export type Reply = { status: number; headers: Record<string, string>; body: string }

/** Takes the answer, or what went wrong, once it is there. */
export type Later = {
  send(reply: Reply): void
  fail(error: unknown): void
  /** Sends what is made, at once or later, or fails by what it throws; null: it is told by another way. */
  settle(make: () => Promise<Reply> | Reply | null): void
}

export function jsonReply(status: number, body: unknown, headers?: Record<string, string>): Reply {
  return textReply(status, JSON.stringify(body), headers)
}

/** `json`: as it is sent. */
export function textReply(status: number, json: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: json }
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
