// Whether an answer is one that the document describes: its status, its codes, its headers and its body.

import { registerSchema, validate } from '@hyperjump/json-schema/openapi-3-1'
import { openapiDocument } from '@/server/control/rest/openapi/document'
import { routes } from '@/server/control/rest/routes'
import { type ProblemCode, problems } from '@/server/platform/errors'

type Response = { $ref?: string; headers?: Record<string, object>; content?: Record<string, object> }
type Operation = { responses: Record<string, Response> }

const uri = 'https://geo.test/openapi.json'
const document = JSON.parse(JSON.stringify(openapiDocument(routes)))
registerSchema(document, uri, 'https://spec.openapis.org/oas/3.1/dialect/base')
const paths: Record<string, Record<string, Operation>> = document.paths

export const operations = Object.entries(paths).flatMap(([path, item]) =>
  Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
)

/** Headers that come only where they help. */
const optional = new Set(['retry-after', 'www-authenticate'])

export type Answered = { status: number; headers: Headers; text: string }

/** What does not fit, in words; nothing where the answer keeps the contract. `name`: e.g. `GET /nodes/{id}`. */
export async function breaches(name: string, { status, headers, text }: Answered): Promise<string[]> {
  const [method = '', path = ''] = name.split(' ')
  const response = paths[path]?.[method.toLowerCase()]?.responses[status]
  if (response === undefined) return [`status ${status} is not described: ${text.slice(0, 200)}`]
  const media = (headers.get('content-type') ?? '').split(';')[0]!
  if (response.content?.[media] === undefined) return [`${status} as ${media} is not described`]
  const missing = Object.keys(response.headers ?? {}).filter((header) => !optional.has(header) && !headers.has(header))
  const isDecision = headers.has('x-geo-decision')
  const pointer = `${uri}#/paths/${escaped(path)}/${method.toLowerCase()}/responses/${status}/content/${escaped(media)}/schema`
  const found = await Promise.all(bodiesOf(media, text).map((body) => wrongIn(pointer, body)))
  return [
    // A status may be a decision's and something else's, told apart by the code.
    ...missing.filter((header) => isDecision || !header.startsWith('x-geo-') || status < 300).map((header) => `no header ${header}`),
    ...(media === 'application/problem+json' ? wrongRetry(headers, JSON.parse(text)) : []),
    ...found.flat(),
  ]
}

async function wrongIn(pointer: string, body: unknown): Promise<string[]> {
  const output = await validate(pointer, body as never, 'BASIC')
  if (output.valid) return []
  return (output.errors ?? []).map(
    ({ instanceLocation, absoluteKeywordLocation }) => `${instanceLocation} against ${absoluteKeywordLocation.slice(uri.length)}`,
  )
}

function wrongRetry(headers: Headers, { code, retryAfterS }: { code: ProblemCode; retryAfterS?: number }): string[] {
  return [
    ...(headers.get('x-should-retry') === String(problems[code].retry) ? [] : ['x-should-retry']),
    ...((retryAfterS === undefined) === (headers.get('retry-after') === null) ? [] : ['retry-after']),
    ...((code === 'unauthenticated') === headers.has('www-authenticate') ? [] : ['www-authenticate']),
  ]
}

function bodiesOf(media: string, text: string): unknown[] {
  if (media === 'application/x-ndjson')
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  return [/json$/.test(media) ? JSON.parse(text) : text]
}

const escaped = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')
