// The one family of errors that leave the product, and the table that gives each its status.
// A message says what was wrong and what to do next; anything else that is thrown is answered as `internal`.

export const problems = {
  invalid_request: { status: 400, title: 'Invalid request', retry: false },
  invalid_geo_token: { status: 400, title: 'Invalid geo token', retry: false },
  unauthenticated: { status: 401, title: 'Unauthenticated', retry: false },
  forbidden: { status: 403, title: 'Forbidden', retry: false },
  geo_origin_denied: { status: 403, title: 'Origin denied by policy', retry: false },
  not_found: { status: 404, title: 'Not found', retry: false },
  unknown_model: { status: 404, title: 'Unknown model', retry: false },
  unknown_subcloud: { status: 404, title: 'Unknown Subcloud', retry: false },
  method_not_allowed: { status: 405, title: 'Method not allowed', retry: false },
  conflict: { status: 409, title: 'Conflict', retry: false },
  revision_conflict: { status: 409, title: 'Revision conflict', retry: false },
  in_use: { status: 409, title: 'In use', retry: false },
  too_large: { status: 413, title: 'Too large', retry: false },
  unsupported_media_type: { status: 415, title: 'Unsupported media type', retry: false },
  geo_unsatisfiable: { status: 422, title: 'Geo constraints cannot be satisfied', retry: false },
  invalid_config: { status: 422, title: 'Invalid configuration', retry: false },
  rate_limited: { status: 429, title: 'Too many requests', retry: true },
  internal: { status: 500, title: 'Internal error', retry: true },
  router_unreachable: { status: 502, title: 'Router unreachable', retry: true },
  unavailable: { status: 503, title: 'Unavailable', retry: true },
  geo_no_eligible_node: { status: 503, title: 'No eligible node', retry: true },
  geo_zone_saturated: { status: 503, title: 'Saturated', retry: true },
  geo_snapshot_stale: { status: 503, title: 'Fleet state too old', retry: true },
  log_full: { status: 503, title: 'Log full', retry: true },
} as const satisfies Record<string, { status: number; title: string; retry: boolean }>

export type ProblemCode = keyof typeof problems

export type ProblemExtra = {
  reasons?: readonly string[]
  decisionId?: string
  retryAfterS?: number
  /** Further members of the problem document, e.g. `suggestions`, `errors`, `current`. */
  [member: string]: unknown
}

const brand = Symbol.for('resultity.geo.service-error')

export class ServiceError extends Error {
  readonly [brand] = true

  /** Next bundles modules more than once, and what one copy throws another answers. (So don't derive from this class.) */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value
  }

  constructor(
    readonly code: ProblemCode,
    /** What was wrong and what to do: shown to the caller. */
    readonly detail: string,
    readonly extra: ProblemExtra = {},
    options?: ErrorOptions,
  ) {
    super(detail, options)
    this.name = 'ServiceError'
  }
}

export type Problem = { type: string; title: string; status: number; code: ProblemCode; detail: string; requestId: string } & ProblemExtra

export function toProblem(error: unknown, requestId: string): Problem {
  const { code, detail, extra } =
    error instanceof ServiceError
      ? error
      : new ServiceError('internal', 'Something went wrong on our side. Quote the request id if it persists.')
  return problemOf(code, detail, extra, requestId)
}

/** A problem that nobody threw: a refusal is an answer, and needs no stack. */
export function problemOf(code: ProblemCode, detail: string, extra: ProblemExtra, requestId: string): Problem {
  const { status, title } = problems[code]
  return { type: `urn:resultity:geo:${code}`, title, status, code, detail, requestId, ...extra }
}

/** Headers that go with every problem: content type, retry advice. */
export function problemHeaders(problem: Problem): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'x-should-retry': String(problems[problem.code].retry),
    'x-request-id': problem.requestId,
  }
  if (problem.retryAfterS !== undefined) headers['retry-after'] = String(Math.ceil(problem.retryAfterS))
  return headers
}
