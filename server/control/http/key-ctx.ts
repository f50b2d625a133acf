import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { type ApiKeyRecord, bearerSecret, hashSecret } from '@/server/platform/auth/api-keys'
import { ServiceError } from '@/server/platform/errors'
import type { Actor } from '../actor'
import type { Control, Ctx } from '../context'

/** Keys are known from memory. */
const stillEveryMs = 1_000

/** Who a script is, by its API key: 401 for none or a bad one. Keys are known from memory, Postgres is not asked. */
export async function keyCtx(control: Control, headers: Headers): Promise<Ctx> {
  const secret = bearerSecret(headers.get('authorization'))
  if (secret === null) throw new ServiceError('unauthenticated', 'Send an API key: `Authorization: Bearer <key>`.')
  const hash = hashSecret(secret)
  const key = control.replica.key(hash)
  if (key === null && control.replica.areKeysTooOld())
    throw new ServiceError('unavailable', 'API keys cannot be checked: the database has been away for too long.', { retryAfterS: 30 })
  if (key === null) throw new ServiceError('unauthenticated', 'This API key is unknown, expired or revoked.')
  await takeFrom(key)
  return {
    control,
    actor: actorOf(key),
    requestId: headers.get('x-request-id'),
    still: {
      everyMs: stillEveryMs,
      actor: async () => {
        const now = control.replica.key(hash)
        return now && actorOf(now)
      },
    },
  }
}

const actorOf = ({ id, name, scopes, subcloud }: ApiKeyRecord): Actor => ({ type: 'key', id, name, scopes, subcloud })

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
