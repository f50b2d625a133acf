import type { RouterContext } from '../context'

/** Strangers can ask for it, so it happens at most this often. */
const LOOK_AGAIN_AFTER_MS = 200
const lookedAt = new WeakMap<RouterContext, number>()

/** Reads from Postgres what may have changed at another router a moment ago. */
export async function lookAgain(ctx: RouterContext): Promise<void> {
  if (ctx.now() - (lookedAt.get(ctx) ?? 0) <= LOOK_AGAIN_AFTER_MS) return
  lookedAt.set(ctx, ctx.now())
  await ctx.replica.refreshLive().catch(() => {})
}
