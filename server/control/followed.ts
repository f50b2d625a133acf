import { ServiceError } from '@/server/platform/errors'
import type { Actor } from './actor'
import type { Ctx } from './context'

/** So that nobody's screens, or scripts, take up all there is. */
const mostFollowed = 64
/** What each follows, by who it is. */
const open = new Map<string, number>()

/** Throws where somebody follows as much as one may. */
export function requireRoom({ actor }: Ctx): void {
  if ((open.get(keyOf(actor)) ?? 0) >= mostFollowed)
    throw new ServiceError('rate_limited', `You follow ${mostFollowed} things at once already, and may follow no more.`, { retryAfterS: 5 })
}

const keyOf = (actor: Actor | null) => `${actor?.type} ${actor?.id}`

function count(actor: Actor | null, by: 1 | -1): void {
  const now = (open.get(keyOf(actor)) ?? 0) + by
  if (now > 0) open.set(keyOf(actor), now)
  else open.delete(keyOf(actor))
}

/** What somebody follows ends with the session or key that began it, or once they may do something else: what they may see then is asked for anew. */
export async function* followed<Event>(
  ctx: Ctx,
  signal: AbortSignal | undefined,
  follow: (signal: AbortSignal) => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  requireRoom(ctx)
  count(ctx.actor, 1)
  const ended = new AbortController()
  const look = async () => {
    if (!(await isStill(ctx))) ended.abort()
  }
  const timer = ctx.still && setInterval(() => void look(), ctx.still.everyMs)
  try {
    yield* follow(signal ? AbortSignal.any([signal, ended.signal]) : ended.signal)
  } finally {
    clearInterval(timer)
    count(ctx.actor, -1)
  }
  if (ended.signal.aborted) throw hasEnded()
}

/** For what goes on page by page. */
export async function requireStill(ctx: Ctx): Promise<void> {
  if (!(await isStill(ctx))) throw hasEnded()
}

const hasEnded = () => new ServiceError('unauthenticated', 'The session or key that this began with has ended, or has other rights now.')

/** Also while it cannot be told: then it is as good as it was. */
async function isStill({ actor, still }: Ctx): Promise<boolean> {
  try {
    return still === undefined || JSON.stringify(await still.actor()) === JSON.stringify(actor)
  } catch {
    return true
  }
}
