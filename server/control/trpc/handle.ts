// The tRPC adapter: same site → who → body → procedures, each of which asks whether they may.

import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { requireSameOrigin } from '@/server/platform/auth/same-origin'
import type { Control } from '../context'
import { bodyLimit } from '../http/body-limit'
import { readBytes, requireShallow } from '../http/read-body'
import { sessionCtx } from '../http/session-ctx'
import { answerProblem } from '../rest/answer'
import { mostCalls } from '../services/wire'
import { appRouter } from './router'

const endpoint = '/api/trpc'

export async function handleTrpc(request: Request, control: Control): Promise<Response> {
  const { headers, method, signal, url } = request
  try {
    requireSameOrigin(headers, headers.get('host'))
    const ctx = await sessionCtx(control, headers)
    const { pathname, searchParams } = new URL(url)
    // A stranger is refused whatever is sent, so nothing of it is read.
    const isRead = method === 'POST' && ctx.actor !== null
    const body = isRead ? await readBytes(request, bodyLimit(pathname)) : undefined
    requireShallow(body ?? Buffer.from(searchParams.get('input') ?? ''))
    const req = new Request(url, { method, headers, body: body && new Uint8Array(body), signal })
    return await fetchRequestHandler({ endpoint, req, router: appRouter, createContext: () => ctx, maxBatchSize: mostCalls })
  } catch (error) {
    return answerProblem(error, headers.get('x-request-id') ?? '', control.log)
  }
}
