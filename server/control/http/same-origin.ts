import { ServiceError } from '@/server/platform/errors'

/** A page of another site may not act with this site's cookies, whatever the browser makes of SameSite. */
export function requireSameOrigin(request: Request): void {
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  const foreign = origin !== null && origin !== 'null' ? URL.parse(origin)?.host !== request.headers.get('host') : origin === 'null'
  if (foreign || site === 'cross-site') throw new ServiceError('forbidden', 'This request comes from another site.')
}
