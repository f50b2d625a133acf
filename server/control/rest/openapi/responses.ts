import { decisionHeaders } from '@/server/platform/data-plane/decision'
import { type ProblemCode, problems } from '@/server/platform/errors'
import { type Json, refTo } from './json-schema'

/** Codes that are a decision's, logged and with its headers. */
const refusals: ReadonlySet<ProblemCode> = new Set([
  'geo_origin_denied',
  'geo_unsatisfiable',
  'geo_no_eligible_node',
  'geo_zone_saturated',
  'geo_snapshot_stale',
])

const header = (description: string, type: string) => ({ description, schema: { type } })
/** By the names that they go out with. */
export const headers = {
  'x-request-id': header('The caller’s, where it sent a usable one', 'string'),
  'x-should-retry': header('Whether the same request may go through later', 'boolean'),
  'retry-after': header('Seconds to wait, where that is known', 'integer'),
  'www-authenticate': header('How to say who one is', 'string'),
  ...decisionHeaders,
}
type Header = keyof typeof headers
export const headersNamed = (names: readonly Header[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
export const ofDecisions = Object.keys(decisionHeaders) as Header[]

/** By status: which codes it comes with, and what goes along. */
export function problemResponses(codes: readonly ProblemCode[]): Json {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of new Set(codes)) byStatus.set(problems[code].status, [...(byStatus.get(problems[code].status) ?? []), code])
  return Object.fromEntries([...byStatus].sort(([a], [b]) => a - b).map(([status, here]) => [status, responseOf(here)]))
}

function responseOf(codes: readonly ProblemCode[]): Json {
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    headers: headersNamed([
      'x-request-id',
      'x-should-retry',
      ...(codes.some((code) => problems[code].retry) ? (['retry-after'] as const) : []),
      ...(codes.includes('unauthenticated') ? (['www-authenticate'] as const) : []),
      ...(codes.some((code) => refusals.has(code)) ? ofDecisions : []),
    ]),
    content: { 'application/problem+json': { schema: problemOf(codes) } },
  }
}

/** A refusal says all that a decision says, but where the job would run. */
function problemOf(codes: readonly ProblemCode[]): Json {
  const refused = codes.filter((code) => refusals.has(code))
  const others = codes.filter((code) => !refusals.has(code))
  const any = [...(others.length > 0 ? [narrowed(others)] : []), ...(refused.length > 0 ? [narrowed(refused, refTo('Refusal'))] : [])]
  return any.length === 1 ? any[0]! : { anyOf: any }
}

function narrowed(codes: readonly ProblemCode[], further?: string): Json {
  const code = { properties: { code: { enum: codes } } }
  return { allOf: [{ $ref: refTo('Problem') }, ...(further ? [{ $ref: further }] : []), code] }
}

/** What nobody foresaw, and what goes for every path: 405, 408, 431, 500. */
export const otherProblem: Json = {
  description: 'RFC 9457; `code` is stable',
  headers: headersNamed(['x-request-id', 'x-should-retry']),
  content: { 'application/problem+json': { schema: { $ref: refTo('Problem') } } },
}
