import type { RouterContext } from '../context'
import type { Later } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { type Prepared, prepare, readRequest } from './prepare'

/** POST /route */
export function routeOne(ctx: RouterContext, request: RouterRequest, later: Later): null {
  const { requestId, startedUs } = request
  const prepared = prepare(ctx, request, readRequest(request.body), startedUs)
  const add = (job: Prepared) => ctx.gathering.add(ctx, job, { requestId, later })
  if (prepared instanceof Promise) prepared.then(add, (error: unknown) => later.fail(error))
  else add(prepared)
  return null
}
