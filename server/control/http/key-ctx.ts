import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { type ApiKeyRecord, bearerSecret, hashSecret } from '@/server/platform/auth/api-keys'
import { ServiceError } from '@/server/platform/errors'
import type { Control, Ctx } from '../context'

/** Who a script is, by its API key: 401 for none or a bad one. Keys are known from memory, Postgres is not asked. */
export async function keyCtx(control: Control, headers: Headers): Promise<Ctx> {
  const secret = bearerSecret(headers.get('authorization'))
  if (secret === null) throw new ServiceError('unauthenticated', 'Send an API key: `Authorization: Bearer <key>`.')
  const key = control.replica.key(hashSecret(secret))
  if (key === null && control.replica.areKeysTooOld())
    throw new ServiceError('unavailable', 'API keys cannot be checked: the database has been away for too long.', { retryAfterS: 30 })
  if (key === null) throw new ServiceError('unauthenticated', 'This API key is unknown, expired or revoked.')
  await takeFrom(key)
  return {
    control,
    actor: { type: 'key', id: key.id, name: key.name, scopes: key.scopes, subcloud: key.subcloud },
    requestId: headers.get('x-request-id'),
  }
}

/** Whether the key that opened a long answer still opens: revoked and run out, it ends what it began. */
export function keyStillOpens({ replica }: Pick<Control, 'replica'>, headers: Headers): () => boolean {
  const secret = bearerSecret(headers.get('authorization'))
  const hash = secret === null ? null : hashSecret(secret)
  return () => hash !== null && replica.key(hash) !== null
}

const limiters = new Map<string, { rate: number; limiter: RateLimiterMemory }>()

/** Requests a second, for keys that set a limit. */
async function takeFrom({ id, rateLimit }: ApiKeyRecord): Promise<void> {
  if (rateLimit === null) return
  let entry = limiters.get(id)
  if (entry?.rate !== rateLimit) {
    entry = {
      rate: rateLimit,
      limiter: new RateLimiterMemory(
        rateLimit >= 1 ? { points: Math.floor(rateLimit), duration: 1 } : { points: 1, duration: 1 / rateLimit },
      ),
    }
    limiters.set(id, entry)
  }
  try {
    await entry.limiter.consume(id)
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal
    throw new ServiceError('rate_limited', `This API key may make ${rateLimit} requests a second.`, {
      retryAfterS: Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000)),
    })
  }
}
