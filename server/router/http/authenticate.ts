import type { IncomingHttpHeaders } from 'node:http'
import { type ApiKeyRecord, bearerSecret, hashSecret, type Scope } from '@/server/platform/auth/api-keys'
import { ServiceError } from '@/server/platform/errors'
import type { LiveReplica } from '@/server/replica/replica'

/** The key that a request carries; throws 401 for none or a bad one, 403 where it has none of the scopes. */
export function authenticate(headers: IncomingHttpHeaders, replica: LiveReplica, allowed: readonly Scope[]): ApiKeyRecord {
  const secret = bearerSecret(headers.authorization)
  if (secret === null) throw new ServiceError('unauthenticated', 'Send an API key: `Authorization: Bearer <key>`.')
  const key = replica.key(hashSecret(secret))
  if (key === null) {
    if (replica.areKeysTooOld()) {
      throw new ServiceError('unavailable', 'API keys cannot be checked: the database has been away for too long.', { retryAfterS: 30 })
    }
    throw new ServiceError('unauthenticated', 'This API key is unknown, expired or revoked.')
  }
  if (!key.scopes.some((scope) => allowed.includes(scope))) {
    throw new ServiceError('forbidden', `This API key lacks the scope: one of ${allowed.join(', ')} is needed.`)
  }
  return key
}
