import type { Logger } from 'pino'
import { problemHeaders, ServiceError, toProblem } from '@/server/platform/errors'
import { explainDatabase } from '../http/database-error'

/** An error as problem+json; what nobody expected is logged whole and answered opaquely. */
export function answerProblem(thrown: unknown, requestId: string, log: Pick<Logger, 'error'>): Response {
  const error = explainDatabase(thrown)
  const problem = toProblem(error, requestId)
  if (!(error instanceof ServiceError)) log.error({ err: error, requestId }, 'a request failed')
  const headers = problemHeaders(problem)
  if (problem.code === 'unauthenticated') headers['www-authenticate'] = 'Bearer'
  if (typeof problem.allow === 'string') headers.allow = problem.allow
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}
