import type { RouterContext } from '../context'
import type { Reply } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { decisionReply } from './answer'
import { conclude, decideOne } from './decide-one'
import { momentOf } from './moment'
import { type Prepared, prepare, readRequest } from './prepare'

/** POST /route */
export function routeOne(ctx: RouterContext, request: RouterRequest): Reply | Promise<Reply> {
  const { key, caller, body } = request
  const prepared = prepare(ctx, key!, caller, readRequest(body))
  return prepared instanceof Promise ? prepared.then((one) => decideNow(ctx, request, one)) : decideNow(ctx, request, prepared)
}

function decideNow(ctx: RouterContext, { requestId, startedUs }: RouterRequest, prepared: Prepared): Reply | Promise<Reply> {
  const decided = decideOne(ctx, prepared, momentOf(ctx, startedUs))
  if (decided.logged === null) return decisionReply(decided, requestId)
  const answer = (isLogged: boolean) => {
    conclude(ctx, decided, isLogged, performance.now() * 1000)
    return decisionReply(decided, requestId)
  }
  return decided.logged.then(
    () => answer(true),
    () => answer(false),
  )
}
