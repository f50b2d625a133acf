// The OpenAPI document, made from the same table that is served. The data plane's paths are described beside it: they
// are answered by routers, which this process only streams to.

import { z } from 'zod'
import { problems } from '@/server/platform/errors'
import { accessLevels } from '../access'
import { dataPlanePaths } from './openapi-data-plane'
import type { Route } from './route'

type Json = Record<string, unknown>

let made: Json | null = null

export function openapiDocument(routes: readonly Route[]): Json {
  made ??= make(routes)
  return made
}

function make(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) }
  for (const [path, item] of Object.entries(dataPlanePaths)) paths[path] = { ...paths[path], ...item }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Resultity Geo',
      version: '1',
      description:
        'Region-aware routing of inference jobs. `/route*`, `/leases/*`, `/nodes/register|heartbeat|leave` and `/endpoints/*` are answered by routers.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key' } },
      schemas: { Problem: problemSchema },
      responses: {
        Problem: {
          description: 'RFC 9457; `code` is stable',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  }
}

function operation(route: Route): Json {
  const parameters = [
    ...[...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...queryParameters(route),
  ]
  const { scopes, stranger } = accessLevels[route.access]
  return {
    tags: [route.tag],
    summary: route.summary,
    operationId: operationId(route),
    ...(stranger ? { security: [] } : { description: `Scopes: ${scopes.join(', ')}.` }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body) } } } } : {}),
    responses: { [String(route.status ?? 200)]: { description: 'Success' }, default: { $ref: '#/components/responses/Problem' } },
  }
}

function queryParameters({ query }: Route): Json[] {
  if (!query) return []
  const { properties = {}, required = [] } = schemaOf(query) as { properties?: Record<string, Json>; required?: string[] }
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }))
}

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
  return json
}

function operationId({ method, path }: Route): string {
  const words = path.split(/[^a-zA-Z]+/).filter(Boolean)
  return method.toLowerCase() + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(problems) },
    detail: { type: 'string' },
    requestId: { type: 'string' },
    reasons: { type: 'array', items: { type: 'string' } },
    decisionId: { type: 'string' },
    retryAfterS: { type: 'number' },
  },
}
