import { routeBatchSchema } from '@/server/platform/data-plane/route-request'
import type { RouterContext } from '../context'
import { parseBody } from '../http/parse-body'
import type { Reply } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { decideAll } from './decide-all'
import { PlainBatch } from './plain-scanner'

/** Items decided between two turns of the event loop: a large batch must not hold up everybody else. */
const SLICE = 50

/** POST /route/batch: each request for itself, in order; what is wrong with one is its own result. */
export async function routeBatch(ctx: RouterContext, request: RouterRequest): Promise<Reply> {
  const { requests } = request.body instanceof PlainBatch ? request.body : parseBody(routeBatchSchema, request.body)
  const results: string[] = []
  for (let start = 0; start < requests.length; start += SLICE) {
    const slice = requests.slice(start, start + SLICE).map((body) => ({ head: '{', body }))
    results.push(...(await decideAll(ctx, request, slice)))
  }
  return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: `{"results":[${results.join(',')}]}` }
}
