import type { ProblemCode } from '@/server/platform/errors'
import { accessLevels } from '../../access'
import type { Route } from '../route'
import { json, type Operation } from './operation'

/** A route of the table: what goes with its access, its parameters and its body is known without its saying so. */
export function describeRoute(route: Route): Operation {
  const { method, path, tag, summary, query, headers, body, media = json } = route
  const { scopes, stranger } = accessLevels[route.access]
  return {
    method,
    path,
    tag,
    summary,
    scopes: stranger ? null : scopes,
    query,
    headers,
    body: body && { media: json, schema: body },
    answer: { status: route.status ?? 200, media, schema: route.answer },
    problems: problemsOf(route),
  }
}

function problemsOf({ access, path, query, body, problems = [] }: Route): readonly ProblemCode[] {
  return [
    ...(access === 'public' ? [] : (['unauthenticated', 'forbidden', 'rate_limited', 'unavailable'] as const)),
    ...(path.includes('{') ? (['not_found'] as const) : []),
    ...(query || body ? (['invalid_request'] as const) : []),
    ...(body ? (['too_large', 'unsupported_media_type'] as const) : []),
    ...problems,
  ]
}
