import type { ServerResponse } from 'node:http'
import { ServiceError } from '@/server/platform/errors'
import { renderMetrics } from '@/server/platform/observability/metrics'
import type { Replica } from '@/server/replica/types'
import { reply, replyProblem } from './reply'

const json = { 'content-type': 'application/json; charset=utf-8' }
const paths = ['/healthz', '/readyz', '/metrics']

/** Answers `/healthz`, `/readyz` and `/metrics`; false for any other path. */
export async function answerHealth(
  method: string | undefined,
  path: string,
  res: ServerResponse,
  requestId: string,
  replica: Replica,
  isStopping: () => boolean,
): Promise<boolean> {
  if (!paths.includes(path)) return false
  if (method !== 'GET' && method !== 'HEAD')
    replyProblem(res, new ServiceError('method_not_allowed', 'Use GET.'), requestId, { allow: 'GET' })
  else if (path === '/healthz') reply(res, 200, json, '{"status":"alive"}')
  else if (path === '/readyz') {
    const status = replica.status()
    const why = isStopping() ? 'stopping' : status.ready ? null : 'no configuration is loaded'
    reply(
      res,
      why === null ? 200 : 503,
      json,
      JSON.stringify({
        status: why === null ? 'ready' : 'not ready',
        ...(why ? { why } : {}),
        revision: status.revision,
        connected: status.connected,
      }),
    )
  } else {
    const { contentType, body } = await renderMetrics()
    reply(res, 200, { 'content-type': contentType }, body)
  }
  return true
}
