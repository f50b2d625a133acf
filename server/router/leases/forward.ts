import { ServiceError } from '@/server/platform/errors'
import type { RouterContext } from '../context'
import type { Reply } from '../http/reply'
import type { RouterRequest } from '../http/routes'

const TIMEOUT_MS = 5_000
/** Marks a completion that a router passed on: it is passed on once at most. */
const forwardedHeader = 'x-geo-forwarded-by'

/** A lease lives in the router that granted it: its completion goes there, with the caller's own key. */
export async function forwardCompletion(ctx: RouterContext, owner: string, request: RouterRequest, body: unknown): Promise<Reply> {
  const url = ctx.replica.routerUrl(owner)
  if (url === null || request.headers[forwardedHeader] !== undefined) {
    throw new ServiceError('not_found', `There is no lease ${request.param.slice(0, 80)}: the router that granted it is gone.`)
  }
  let response: Response
  try {
    response = await fetch(`${url}/api/v1/leases/${encodeURIComponent(request.param)}/complete`, {
      method: 'POST',
      headers: {
        authorization: String(request.headers.authorization),
        'content-type': 'application/json',
        'x-request-id': request.requestId,
        [forwardedHeader]: ctx.routerId,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    })
    const headers: Record<string, string> = {}
    for (const name of ['content-type', 'x-should-retry', 'retry-after']) {
      const value = response.headers.get(name)
      if (value !== null) headers[name] = value
    }
    return { status: response.status, headers, body: await response.text() }
  } catch (cause) {
    throw new ServiceError('router_unreachable', 'The router that granted this lease cannot be reached now.', { retryAfterS: 1 }, { cause })
  }
}
