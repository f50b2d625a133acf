import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { hashSecret, newSecret } from '@/server/platform/auth/api-keys'
import { ServiceError } from '@/server/platform/errors'
import { requireAccess } from '../../access'
import { notFound } from '../../reach'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import { isUuid } from '../decisions/uuid'
import { toKeyRow } from './row'
import type { CreatedKey, rotateKeyInput } from './schemas'

/**
 * A new secret for what an old key does: a key with the same name, scopes, Subcloud and limits, and as long a life. The old one goes on
 * opening for the overlap, so that callers can be moved one by one, and never longer than it would have. Both are one caller: to
 * leases, limits, the log and the canary.
 */
export async function rotateKey({ ctx, input }: Verb<z.output<typeof rotateKeyInput>>): Promise<CreatedKey> {
  requireAccess(ctx.actor, 'admin')
  const { actor, control } = ctx
  if (!isUuid(input.id)) throw notFound('key')
  const now = control.now()
  const secret = newSecret()
  const made = await transact(control, ['keys'], async (tx) => {
    const [locked] = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM api_keys WHERE id = ${input.id}::uuid FOR UPDATE`
    const old = locked && (await tx.apiKey.findUnique({ where: { id: input.id }, omit: { secretHash: true } }))
    if (!old) throw notFound('key')
    const { status } = toKeyRow(old, now)
    if (status !== 'active') throw new ServiceError('conflict', `This key is ${status}: nothing uses it. Make a new one.`)
    const { name, scopes, subcloud, geo, rateLimit, simulated, createdAt, expiresAt } = old
    const until = Math.min(now + input.overlapS * 1000, expiresAt?.getTime() ?? Number.POSITIVE_INFINITY)
    await tx.apiKey.update({ where: { id: old.id }, data: { expiresAt: new Date(until) } })
    const key = await tx.apiKey.create({
      data: {
        id: uuidv7(),
        name,
        prefix: secret.slice(0, 12),
        secretHash: Buffer.from(hashSecret(secret), 'hex'),
        scopes,
        subcloud,
        firstId: old.firstId ?? old.id,
        ...(geo ? { geo } : {}),
        rateLimit,
        simulated,
        createdBy: actor.id,
        createdAt: new Date(now),
        expiresAt: expiresAt && new Date(now + expiresAt.getTime() - createdAt.getTime()),
      },
      omit: { secretHash: true },
    })
    await writeAudit(tx, ctx, {
      action: 'key.rotate',
      entity: 'key',
      entityId: old.id,
      detail: { name, replacedBy: key.id, opensUntil: new Date(until).toISOString() },
    })
    return key
  })
  return { id: made.id, secret, key: toKeyRow(made, now) }
}
