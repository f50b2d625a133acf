import type { ServerResponse } from 'node:http'
import { renderMetrics } from '@/server/platform/observability/metrics'
import type { Replica } from '@/server/replica/types'
import { reply } from './reply'

const json = { 'content-type': 'application/json; charset=utf-8' }

/** Answers `/healthz`, `/readyz` and `/metrics`; false for any other path. */
export async function answerHealth(path: string, res: ServerResponse, replica: Replica, isStopping: () => boolean): Promise<boolean> {
  if (path === '/healthz') reply(res, 200, json, '{"status":"alive"}')
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
  } else if (path === '/metrics') {
    const { contentType, body } = await renderMetrics()
    reply(res, 200, { 'content-type': contentType }, body)
  } else return false
  return true
}
