// The OpenAPI document, made from the tables that are served and the schemas that requests are parsed with and answers typed
// by, so that it cannot say anything else.

import type { Route } from '../route'
import { answers, bodies } from './components'
import { dataPlane } from './data-plane'
import { describeRoute } from './describe-route'
import { examples } from './examples'
import { createSchemaBook, type Json, type SchemaBook } from './json-schema'
import type { Operation } from './operation'
import { headers, headersNamed, ofDecisions, otherProblem, problemResponses } from './responses'

export type Document = { openapi: string; paths: Record<string, Json>; components: Json } & Json

let made: Document | null = null

export function openapiDocument(routes: readonly Route[]): Document {
  made ??= make([...dataPlane, ...routes.map(describeRoute)])
  return made
}

function make(operations: readonly Operation[]): Document {
  const book = createSchemaBook({ bodies, answers })
  const paths: Record<string, Json> = {}
  for (const one of operations) paths[one.path] = { ...paths[one.path], [one.method.toLowerCase()]: operationOf(one, book) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Resultity Geo',
      version: '1',
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Region-aware routing of inference jobs. `/route*`, `/leases/*`, `/nodes/register|heartbeat|leave` and `/endpoints/*` are answered by routers. Clients have to accept fields that are not described here.',
    },
    servers: [{ url: '/api/v1' }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key; the roles named are scopes, of which one is enough' },
      },
      schemas: book.components(),
      headers,
      responses: { Problem: otherProblem },
    },
  }
}

function operationOf(one: Operation, book: SchemaBook): Json {
  const { method, path, scopes, body, answer } = one
  const example = examples[`${method} ${path}`]
  const parameters = [...pathParameters(path), ...queryParameters(one, book), ...headerParameters(one)]
  return {
    tags: [one.tag],
    summary: one.summary,
    description: [scopes && `Scopes: ${scopes.join(', ')}.`, one.description].filter(Boolean).join(' '),
    operationId: operationId(one),
    security: scopes === null ? [] : scopes.map((scope) => ({ key: [scope] })),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: content(body.media, book.bodyOf(body.schema), example?.body) } } : {}),
    responses: {
      [answer.status]: {
        description: 'Success',
        headers: headersNamed(['x-request-id', ...(answer.isDecision ? ofDecisions : [])]),
        content: content(answer.media, book.answerOf(answer.schema), example?.answer),
      },
      ...problemResponses(one.problems),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

const content = (media: string, schema: Json, example: unknown): Json => ({
  [media]: { schema, ...(example === undefined ? {} : { example }) },
})

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1 },
  }))
}

function queryParameters({ query }: Operation, book: SchemaBook): Json[] {
  if (!query) return []
  const { properties = {}, required = [] } = book.bodyOf(query) as { properties?: Record<string, Json>; required?: string[] }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: asText(schema),
  }))
}

/** A moment may be epoch ms in a body; in a query it is text. */
function asText({ anyOf, ...schema }: Json): Json {
  return Array.isArray(anyOf) ? { ...schema, anyOf: anyOf.filter((one: Json) => one.type === 'string') } : schema
}

function headerParameters({ headers = {} }: Operation): Json[] {
  return Object.entries(headers).map(([name, description]) => ({ name, in: 'header', description, schema: { type: 'string' } }))
}

function operationId({ method, path }: Operation): string {
  const words = path.split(/[^a-zA-Z]+/).filter(Boolean)
  return method.toLowerCase() + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')
}
