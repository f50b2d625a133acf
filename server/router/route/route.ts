import type { RouterContext } from '../context'
import type { Reply } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { decisionReply } from './answer'
import { conclude, decideOne } from './decide-one'
import { momentOf } from './moment'
import { prepare, readRequest } from './prepare'

/** POST /route */
export async function routeOne(ctx: RouterContext, { key, caller, body, startedUs, requestId }: RouterRequest): Promise<Reply> {
  const preparing = prepare(ctx, key!, caller, readRequest(body))
  const prepared = preparing instanceof Promise ? await preparing : preparing
  const decided = decideOne(ctx, prepared, momentOf(ctx, startedUs))
  if (decided.logged !== null) conclude(ctx, decided, await isWritten(decided.logged), performance.now() * 1000)
  return decisionReply(decided, requestId)
}

async function isWritten(turn: Promise<void>): Promise<boolean> {
  try {
    await turn
    return true
  } catch {
    return false
  }
}
