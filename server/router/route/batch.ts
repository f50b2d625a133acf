import { z } from 'zod'
import type { RouterContext } from '../context'
import { parseBody } from '../http/parse-body'
import { errorReply, isExpected, type Reply } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { decisionReply } from './answer'
import { decideOne } from './decide-one'
import { prepare } from './prepare'

const batchSchema = z.strictObject({ requests: z.array(z.unknown()).max(1000) })

/** Items decided between two turns of the event loop: a large batch must not hold up everybody else. */
const SLICE = 32

/** POST /route/batch: each request for itself, in order; what is wrong with one is its own result. */
export async function routeBatch(ctx: RouterContext, request: RouterRequest): Promise<Reply> {
  const { requests } = parseBody(batchSchema, request.body)
  const results: string[] = []
  for (let start = 0; start < requests.length; start += SLICE) {
    const slice = await Promise.all(requests.slice(start, start + SLICE).map((item) => decideItem(ctx, request, item)))
    results.push(...slice.map(asResult))
  }
  return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: `{"results":[${results.join(',')}]}` }
}

async function decideItem(ctx: RouterContext, { key, caller, requestId }: RouterRequest, item: unknown): Promise<Reply> {
  const startedUs = performance.now() * 1000
  try {
    const prepared = await prepare(ctx, key!, caller, item)
    return decisionReply(await decideOne(ctx, prepared, startedUs), requestId)
  } catch (error) {
    if (!isExpected(error)) ctx.log.error({ err: error, requestId }, 'router: a request of a batch failed')
    return errorReply(error, requestId)
  }
}

/** The body with its status in front; a problem already has it. */
function asResult({ status, body }: Reply): string {
  return status >= 400 ? body : `{"status":${status},${body.slice(1)}`
}
