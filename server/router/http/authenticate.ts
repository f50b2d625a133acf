import type { IncomingHttpHeaders } from 'node:http'
import { type ApiKeyRecord, bearerSecret, hashSecret, type Scope } from '@/server/platform/auth/api-keys'
import { ServiceError } from '@/server/platform/errors'
import type { LiveReplica } from '@/server/replica/replica'

/** The key that a request carries; throws 401 for none or a bad one, 403 where it has none of the scopes. */
export function authenticate(headers: IncomingHttpHeaders, replica: LiveReplica, allowed: readonly Scope[]): ApiKeyRecord {
  const { authorization = '' } = headers
  const hash = hashes.get(authorization) ?? hashOf(authorization)
  const key = replica.key(hash)
  if (key === null) {
    if (replica.areKeysTooOld()) {
      throw new ServiceError('unavailable', 'API keys cannot be checked: the database has been away for too long.', { retryAfterS: 30 })
    }
    throw new ServiceError('unauthenticated', 'This API key is unknown, expired or revoked.')
  }
  remember(authorization, hash)
  if (!key.scopes.some((scope) => allowed.includes(scope))) {
    throw new ServiceError('forbidden', `This API key lacks the scope: one of ${allowed.join(', ')} is needed.`)
  }
  return key
}

// The hashes of headers that opened something, so that a busy key is hashed once. Whether it still opens is asked each time.
const hashes = new Map<string, string>()
const KEPT = 1_024

function remember(authorization: string, hash: string): void {
  if (hashes.has(authorization)) return
  if (hashes.size >= KEPT) hashes.clear()
  hashes.set(authorization, hash)
}

function hashOf(authorization: string): string {
  const secret = bearerSecret(authorization)
  if (secret === null) throw new ServiceError('unauthenticated', 'Send an API key: `Authorization: Bearer <key>`.')
  return hashSecret(secret)
}
