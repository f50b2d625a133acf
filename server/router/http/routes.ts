import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ApiKeyRecord, Scope } from '@/server/platform/auth/api-keys'
import { HeartbeatScanner } from '@/server/platform/signatures/plain-heartbeat'
import { endpointHeartbeat } from '../agents/endpoint-heartbeat'
import { nodeHeartbeat } from '../agents/node-heartbeat'
import { nodeLeave } from '../agents/node-leave'
import { nodeRegister } from '../agents/node-register'
import type { RouterContext } from '../context'
import { completeLease, requireLease } from '../leases/complete'
import { routeBatch } from '../route/batch'
import { PlainScanner } from '../route/plain-scanner'
import { routeOne } from '../route/route'
import { routeStream } from '../route/stream'
import type { Caller } from './caller'
import { healthz, metrics, readyz } from './health'
import type { Later, Reply } from './reply'

export type RouterRequest = {
  requestId: string
  /** Null on routes that need no key. */
  key: ApiKeyRecord | null
  caller: () => Caller
  body: unknown
  /** How long it was as it was sent. */
  bodyBytes: number
  /** The path's variable part, e.g. a lease's id. */
  param: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** Monotonic, microseconds. */
  startedUs: number
}

export type Route = (Whole | Streamed) & {
  method: 'GET' | 'POST'
  /** A path, with at most one `{…}` for a single segment. */
  path: string
  /** Who may ask, decided before the body is looked at; `public`: anybody, or whoever signs. */
  access: 'public' | readonly Scope[]
}

/** Answers a body that is read whole; `scan` reads what is common without JSON.parse, null where it is not. */
export type Whole = {
  maxBytes: number
  scan?(body: Buffer): unknown
  /** Throws where the thing is not the caller's, before the body is looked at. */
  guard?(ctx: RouterContext, request: RouterRequest): void
  /** Null: `later` is told. */
  handle(ctx: RouterContext, request: RouterRequest, later: Later): Promise<Reply> | Reply | null
  stream?: undefined
}
/** Reads and answers by itself, as long as it likes; what it throws at once is answered like any error. */
type Streamed = { stream(ctx: RouterContext, request: RouterRequest, route: Route, req: IncomingMessage, res: ServerResponse): void }

const MiB = 1024 * 1024
const scanner = new PlainScanner()
const scanRequest = (body: Buffer) => scanner.request(body)
const scanBatch = (body: Buffer) => scanner.batch(body)
const heartbeats = new HeartbeatScanner()
const scanHeartbeat = (body: Buffer) => heartbeats.scan(body)
const routing: readonly Scope[] = ['route', 'gateway', 'owner', 'admin']

export const routes: readonly Route[] = [
  { method: 'POST', path: '/api/v1/route', access: routing, maxBytes: MiB, scan: scanRequest, handle: routeOne },
  { method: 'POST', path: '/api/v1/route/batch', access: routing, maxBytes: 4 * MiB, scan: scanBatch, handle: routeBatch },
  { method: 'POST', path: '/api/v1/route/stream', access: routing, stream: routeStream },
  { method: 'POST', path: '/api/v1/leases/{id}/complete', access: routing, maxBytes: MiB, guard: requireLease, handle: completeLease },
  { method: 'POST', path: '/api/v1/nodes/register', access: 'public', maxBytes: MiB, handle: nodeRegister },
  { method: 'POST', path: '/api/v1/nodes/heartbeat', access: 'public', maxBytes: MiB, scan: scanHeartbeat, handle: nodeHeartbeat },
  { method: 'POST', path: '/api/v1/nodes/leave', access: 'public', maxBytes: MiB, handle: nodeLeave },
  { method: 'POST', path: '/api/v1/endpoints/heartbeat', access: ['endpoint', 'admin'], maxBytes: MiB, handle: endpointHeartbeat },
  { method: 'GET', path: '/healthz', access: 'public', maxBytes: 0, handle: healthz },
  { method: 'GET', path: '/readyz', access: 'public', maxBytes: 0, handle: readyz },
  { method: 'GET', path: '/metrics', access: 'public', maxBytes: 0, handle: metrics },
]

export type Match = { route: Route; param: string } | { allow: string } | null

/** The route of a path, what else it allows where the method is wrong, or null where there is nothing. */
export function matchRoute(method: string, path: string): Match {
  const asked = method === 'HEAD' ? 'GET' : method
  const found = exact.get(path) ?? withParameter.find(({ prefix, suffix }) => isBetween(path, prefix, suffix))
  if (!found) return null
  const route = found.routes.find((candidate) => candidate.method === asked)
  if (!route) return { allow: found.routes.map((candidate) => candidate.method).join(', ') }
  return { route, param: path.slice(found.prefix.length, path.length - found.suffix.length) }
}

type Entry = { prefix: string; suffix: string; routes: Route[] }
const exact = new Map<string, Entry>()
const withParameter: Entry[] = []
for (const route of routes) {
  const open = route.path.indexOf('{')
  if (open < 0) {
    const entry = exact.get(route.path) ?? { prefix: route.path, suffix: '', routes: [] }
    entry.routes.push(route)
    exact.set(route.path, entry)
  } else withParameter.push({ prefix: route.path.slice(0, open), suffix: route.path.slice(route.path.indexOf('}') + 1), routes: [route] })
}

function isBetween(path: string, prefix: string, suffix: string): boolean {
  const length = path.length - prefix.length - suffix.length
  return length > 0 && path.startsWith(prefix) && path.endsWith(suffix) && !path.slice(prefix.length, prefix.length + length).includes('/')
}
