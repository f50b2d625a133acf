/** A thin client of the public API: every call of the demonstration world goes through here, over HTTP. */
export type Api = {
  call<T>(method: string, path: string, options?: { body?: unknown; key?: string; address?: string }): Promise<T>
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

export function createApi(baseUrl: string): Api {
  return {
    async call(method, path, { body, key, address } = {}) {
      const response = await fetch(`${baseUrl}/api/v1${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key ? { authorization: `Bearer ${key}` } : {}),
          // The demonstration trusts loopback as a proxy, so its agents can stand anywhere.
          ...(address ? { 'x-forwarded-for': address } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(10_000),
      })
      const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>
      if (!response.ok)
        throw new ApiError(
          response.status,
          String(answer.code ?? 'unknown'),
          `${method} ${path}: ${response.status} ${answer.code ?? ''} ${answer.detail ?? ''}`,
        )
      return answer as never
    },
  }
}
