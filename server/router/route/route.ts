import type { RouterContext } from '../context'
import type { Reply } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { decisionReply } from './answer'
import { conclude, decideOne } from './decide-one'
import { prepare, readRequest } from './prepare'

/** POST /route */
export async function routeOne(ctx: RouterContext, { key, caller, body, startedUs, requestId }: RouterRequest): Promise<Reply> {
  const preparing = prepare(ctx, key!, caller, readRequest(body))
  const decided = decideOne(ctx, preparing instanceof Promise ? await preparing : preparing, startedUs)
  let isLogged = true
  try {
    await decided.logged
  } catch {
    isLogged = false
  }
  conclude(ctx, decided, isLogged)
  return decisionReply(decided, requestId)
}
