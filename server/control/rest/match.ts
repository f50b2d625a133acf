import { ServiceError } from '@/server/platform/errors'
import type { Route } from './route'
import { routes } from './routes'

export const prefix = '/api/v1'

type Compiled = { route: Route; parts: string[] }
const compiled: Compiled[] = routes.map((route) => ({ route, parts: partsOf(route.path) }))

/** Fixed parts win over named ones (`/decisions/tail` over `/decisions/{id}`), since the table lists them first. */
export function matchRoute(method: string, pathname: string): { route: Route; params: Record<string, string> } {
  const asked = partsOf(pathname.slice(prefix.length))
  const wanted = method === 'HEAD' ? 'GET' : method
  const allowed = new Set<string>()
  for (const { route, parts } of compiled) {
    const params = paramsOf(parts, asked)
    if (!params) continue
    if (route.method === wanted) return { route, params }
    allowed.add(route.method)
  }
  const allow = [...allowed].join(', ')
  if (allow) throw new ServiceError('method_not_allowed', `Use ${allow}.`, { allow })
  throw new ServiceError('not_found', 'There is no such endpoint. GET /api/v1/openapi.json lists all.')
}

function paramsOf(parts: readonly string[], asked: readonly string[]): Record<string, string> | null {
  if (parts.length !== asked.length) return null
  const params: Record<string, string> = {}
  for (const [i, part] of parts.entries()) {
    const given = asked[i] as string
    if (part.startsWith('{')) {
      const text = decode(given)
      if (text === null || text === '') return null
      params[part.slice(1, -1)] = text
    } else if (part !== given) return null
  }
  return params
}

function partsOf(path: string): string[] {
  return path.split('/').slice(1)
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
