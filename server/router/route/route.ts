import type { RouterContext } from '../context'
import type { Reply } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { decisionReply } from './answer'
import { decideOne } from './decide-one'
import { prepare } from './prepare'

/** POST /route */
export async function routeOne(ctx: RouterContext, { key, caller, body, startedUs, requestId }: RouterRequest): Promise<Reply> {
  const prepared = await prepare(ctx, key!, caller, body)
  return decisionReply(await decideOne(ctx, prepared, startedUs), requestId)
}
