import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { getControl } from '@/server/control/context'
import { mebibyte, readBytes } from '@/server/control/http/read-body'
import { sessionCtx } from '@/server/control/http/session-ctx'
import { answerProblem } from '@/server/control/rest/answer'
import { appRouter } from '@/server/control/trpc/router'
import { requireSameOrigin } from '@/server/platform/auth/same-origin'

export const dynamic = 'force-dynamic'
const endpoint = '/api/trpc'
/** Calls that arrive together are named in one path, with commas. */
const carriesDocuments = /[/,](config|drafts)\./

async function handle(request: Request): Promise<Response> {
  const control = getControl()
  try {
    requireSameOrigin(request.headers, request.headers.get('host'))
    const limit = carriesDocuments.test(new URL(request.url).pathname) ? 33 * mebibyte : mebibyte
    const body = request.method === 'POST' ? new Uint8Array(await readBytes(request, limit)) : undefined
    const req = new Request(request.url, { method: request.method, headers: request.headers, body, signal: request.signal })
    const ctx = await sessionCtx(control, request.headers)
    return await fetchRequestHandler({ endpoint, req, router: appRouter, createContext: () => ctx })
  } catch (error) {
    return answerProblem(error, request.headers.get('x-request-id') ?? '', control.log)
  }
}

export { handle as GET, handle as POST }
