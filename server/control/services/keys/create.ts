import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { parseToken } from '@/server/core/boundary/tokens'
import { hashSecret, newSecret } from '@/server/platform/auth/api-keys'
import { ServiceError } from '@/server/platform/errors'
import { requireAccess } from '../../access'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import { toKeyRow } from './row'
import type { CreatedKey, createKeyInput } from './schemas'

export async function createKey({ ctx, input }: Verb<z.output<typeof createKeyInput>>): Promise<CreatedKey> {
  requireAccess(ctx.actor, 'admin')
  const { actor, control } = ctx
  const { config } = control.replica.snapshot()
  const now = control.now()
  const subcloud = input.subcloud ?? null
  if (subcloud !== null && !config.subclouds.has(subcloud)) throw new ServiceError('unknown_subcloud', `There is no Subcloud ${subcloud}.`)
  if (input.scopes.includes('owner') && subcloud === null)
    throw new ServiceError('invalid_request', 'A key with the scope owner must name its Subcloud.')
  if (input.expiresAt != null && input.expiresAt <= now) throw new ServiceError('invalid_request', 'expiresAt lies in the past.')
  if (input.simulated && !control.env.demo)
    throw new ServiceError('forbidden', 'simulated: simulated keys are for the demonstration only (npm run demo).')
  for (const token of [...(input.geo?.prefer ?? []), ...(input.geo?.only ?? []), ...(input.geo?.deny ?? [])]) {
    const parsed = parseToken(token, config)
    if (!parsed.ok) throw new ServiceError('invalid_geo_token', parsed.message, { suggestions: parsed.suggestions })
  }
  const secret = newSecret()
  const data = {
    id: uuidv7(),
    name: input.name,
    prefix: secret.slice(0, 12),
    secretHash: Buffer.from(hashSecret(secret), 'hex'),
    scopes: [...new Set(input.scopes)],
    subcloud,
    ...(input.geo ? { geo: input.geo } : {}),
    rateLimit: input.rateLimit ?? null,
    simulated: input.simulated,
    createdBy: actor.id,
    createdAt: new Date(now),
    expiresAt: input.expiresAt == null ? null : new Date(input.expiresAt),
  }
  const key = await transact(control, ['keys'], async (tx) => {
    const created = await tx.apiKey.create({ data, omit: { secretHash: true } })
    await writeAudit(tx, ctx, {
      action: 'key.create',
      entity: 'key',
      entityId: data.id,
      detail: { name: data.name, scopes: data.scopes, subcloud },
    })
    return created
  })
  return { id: key.id, secret, key: toKeyRow(key, now) }
}
