import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { getControl } from '@/server/control/context'
import { bodyLimit } from '@/server/control/http/body-limit'
import { readBytes } from '@/server/control/http/read-body'
import { sessionCtx } from '@/server/control/http/session-ctx'
import { answerProblem } from '@/server/control/rest/answer'
import { appRouter } from '@/server/control/trpc/router'
import { requireSameOrigin } from '@/server/platform/auth/same-origin'

export const dynamic = 'force-dynamic'
const endpoint = '/api/trpc'

async function handle(request: Request): Promise<Response> {
  const control = getControl()
  try {
    requireSameOrigin(request.headers, request.headers.get('host'))
    const limit = bodyLimit(new URL(request.url).pathname)
    const body = request.method === 'POST' ? new Uint8Array(await readBytes(request, limit)) : undefined
    const req = new Request(request.url, { method: request.method, headers: request.headers, body, signal: request.signal })
    const ctx = await sessionCtx(control, request.headers)
    return await fetchRequestHandler({ endpoint, req, router: appRouter, createContext: () => ctx })
  } catch (error) {
    return answerProblem(error, request.headers.get('x-request-id') ?? '', control.log)
  }
}

export { handle as GET, handle as POST }
