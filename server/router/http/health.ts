import type { RouterContext } from '../context'
import { jsonReply, type Reply } from './reply'

export function healthz(): Reply {
  return jsonReply(200, { status: 'ok' })
}

/** Ready once a configuration is loaded and the log can be written. */
export function readyz(ctx: RouterContext): Reply {
  const { ready, revision, connected, source, problem } = ctx.replica.status()
  const reasons: string[] = []
  if (!ready) reasons.push('No configuration is loaded yet.')
  if (!ctx.spool.isWritable()) reasons.push('The log cannot be written: the spool is full or its disk fails.')
  return jsonReply(reasons.length > 0 ? 503 : 200, {
    status: reasons.length > 0 ? 'not ready' : 'ready',
    reasons,
    router: ctx.routerId,
    revision,
    database: connected ? 'connected' : 'away',
    source,
    ...(problem ? { problem } : {}),
  })
}

export async function metrics(ctx: RouterContext): Promise<Reply> {
  const { contentType, body } = await ctx.metrics.text()
  return { status: 200, headers: { 'content-type': contentType }, body }
}
