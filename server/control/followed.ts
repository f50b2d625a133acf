import { ServiceError } from '@/server/platform/errors'
import type { Ctx } from './context'

/** What somebody follows ends with the session or key that began it, or once they may do something else: what they may see then is asked for anew. */
export async function* followed<Event>(
  ctx: Ctx,
  signal: AbortSignal | undefined,
  follow: (signal: AbortSignal) => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  const ended = new AbortController()
  const look = async () => {
    if (!(await isStill(ctx))) ended.abort()
  }
  const timer = ctx.still && setInterval(() => void look(), ctx.still.everyMs)
  try {
    yield* follow(signal ? AbortSignal.any([signal, ended.signal]) : ended.signal)
  } finally {
    clearInterval(timer)
  }
  if (ended.signal.aborted)
    throw new ServiceError('unauthenticated', 'The session or key that this began with has ended, or has other rights now.')
}

/** Also while it cannot be told: then it is as good as it was. */
async function isStill({ actor, still }: Ctx): Promise<boolean> {
  try {
    return still === undefined || JSON.stringify(await still.actor()) === JSON.stringify(actor)
  } catch {
    return true
  }
}
