import type { Logger } from 'pino'
import { problemHeaders, ServiceError, toProblem } from '@/server/platform/errors'

/** An error as problem+json; what nobody expected is logged whole and answered opaquely. */
export function answerProblem(
  error: unknown,
  requestId: string,
  log: Pick<Logger, 'error'>,
  headers: Record<string, string> = {},
): Response {
  const problem = toProblem(error, requestId)
  if (!(error instanceof ServiceError)) log.error({ err: error, requestId }, 'a request failed')
  const more: Record<string, string> = problem.code === 'unauthenticated' ? { 'www-authenticate': 'Bearer' } : {}
  return new Response(JSON.stringify(problem), { status: problem.status, headers: { ...problemHeaders(problem), ...more, ...headers } })
}
