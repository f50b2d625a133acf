// The REST adapter: route → who → may they → is it theirs → body → verb → answer. In that order, so that nobody learns
// from a validation error what they may not know of.

import type { z } from 'zod'
import { invalidRequest } from '@/server/platform/invalid-request'
import { requireAccess } from '../access'
import type { Control, Ctx } from '../context'
import { keyCtx } from '../http/key-ctx'
import { mebibyte, readJson } from '../http/read-body'
import { requireStorable } from '../http/storable'
import { answerProblem } from './answer'
import { headOf } from './head-of'
import { withInstants } from './instants'
import { matchRoute } from './match'
import type { Route } from './route'
import { routes } from './routes'

export async function handleRest(request: Request, control: Control): Promise<Response> {
  const requestId = request.headers.get('x-request-id') ?? ''
  try {
    const url = new URL(request.url)
    const { route, params } = matchRoute(request.method, url.pathname)
    const ctx: Ctx = route.access === 'public' ? { control, actor: null, requestId } : await keyCtx(control, request.headers)
    if (route.access !== 'public') requireAccess(ctx.actor, route.access)
    await route.guard?.({ ctx, params })
    const query = route.query ? parse(route.query, queryOf(url.searchParams), 'query') : undefined
    const body = route.body ? parse(route.body, await readJson(request, route.maxBytes ?? mebibyte), 'body') : undefined
    const result = await route.handle({ ctx, params, query: query as never, body: body as never, request, table: routes })
    const answer = result instanceof Response ? result : json(route, result)
    return request.method === 'HEAD' ? await headOf(answer) : answer
  } catch (error) {
    return answerProblem(error, requestId, control.log)
  }
}

function json(route: Route, result: unknown): Response {
  return new Response(JSON.stringify(withInstants(result)), {
    status: route.status ?? 200,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  })
}

/** Empty values count as absent, as forms send them; of a repeated one the last counts. */
function queryOf(params: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...params].filter(([, value]) => value !== ''))
}

function parse(schema: z.ZodType, value: unknown, where: 'query' | 'body'): unknown {
  requireStorable(value)
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw invalidRequest(parsed.error, where)
}
