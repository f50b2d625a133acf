import type { RouterContext } from '../context'

/** Strangers can ask for it, so it happens at most this often. */
const LOOK_AGAIN_AFTER_MS = 200
/** Monotonic: a clock that is set back must not stop the looking. */
const lookedAt = new WeakMap<RouterContext, number>()

/** Reads from Postgres what may have changed at another router a moment ago. */
export async function lookAgain(ctx: RouterContext): Promise<void> {
  const now = performance.now()
  if (now - (lookedAt.get(ctx) ?? Number.NEGATIVE_INFINITY) <= LOOK_AGAIN_AFTER_MS) return
  lookedAt.set(ctx, now)
  await ctx.replica.refreshLive().catch(() => {})
}
