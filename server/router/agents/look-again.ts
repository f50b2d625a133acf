import type { RouterContext } from '../context'

/** Strangers can ask for it, so it happens at most this often. */
const LOOK_AGAIN_AFTER_MS = 200
/** Monotonic: a clock that is set back must not stop the looking. */
const looks = new WeakMap<RouterContext, { at: number; done: Promise<void> }>()

/** Reads from Postgres what may have changed at another router a moment ago. Who comes during a look waits for what it finds. */
export function lookAgain(ctx: RouterContext): Promise<void> {
  const now = performance.now()
  const last = looks.get(ctx)
  if (last !== undefined && now - last.at <= LOOK_AGAIN_AFTER_MS) return last.done
  const done = ctx.replica.refreshLive().catch(() => {})
  looks.set(ctx, { at: now, done })
  return done
}
