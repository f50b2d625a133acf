import type { Logger } from 'pino'
import { problemHeaders, ServiceError, toProblem } from '@/server/platform/errors'
import { explainDatabase } from '../http/database-error'

/** An error as problem+json; what nobody expected is logged whole and answered opaquely. */
export function answerProblem(
  thrown: unknown,
  requestId: string,
  log: Pick<Logger, 'error'>,
  headers: Record<string, string> = {},
): Response {
  const error = explainDatabase(thrown)
  const problem = toProblem(error, requestId)
  if (!(error instanceof ServiceError)) log.error({ err: error, requestId }, 'a request failed')
  const more: Record<string, string> = problem.code === 'unauthenticated' ? { 'www-authenticate': 'Bearer' } : {}
  return new Response(JSON.stringify(problem), { status: problem.status, headers: { ...problemHeaders(problem), ...more, ...headers } })
}
