import { ServiceError } from '@/server/platform/errors'
import type { AllowedCtx } from './init'

const lookEveryMs = 10_000

/** What somebody follows ends with the session that began it, or once they may do something else: what they may see then is asked for anew. */
export async function* followed<Event>(
  ctx: AllowedCtx,
  signal: AbortSignal | undefined,
  follow: (signal: AbortSignal) => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  const ended = new AbortController()
  const look = async () => {
    if (!(await isStill(ctx))) ended.abort()
  }
  const timer = setInterval(() => void look(), lookEveryMs)
  try {
    yield* follow(signal ? AbortSignal.any([signal, ended.signal]) : ended.signal)
  } finally {
    clearInterval(timer)
  }
  if (ended.signal.aborted)
    throw new ServiceError('unauthenticated', 'The session that this began with has ended, or has other rights now.')
}

/** Also while it cannot be told: then the session is as good as it was. */
async function isStill({ actor, actorNow }: AllowedCtx): Promise<boolean> {
  if (actorNow === undefined) return true
  try {
    const now = await actorNow()
    return JSON.stringify(now) === JSON.stringify(actor)
  } catch {
    return true
  }
}
