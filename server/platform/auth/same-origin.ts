import { ServiceError } from '../errors'

/** A page of another site may not act with this site's cookies, whatever the browser makes of SameSite. */
export function requireSameOrigin(headers: Headers, host: string | null): void {
  const origin = headers.get('origin')
  const foreign = origin !== null && URL.parse(origin)?.host !== host
  if (foreign || headers.get('sec-fetch-site') === 'cross-site')
    throw new ServiceError('forbidden', 'This request comes from another site.')
}
