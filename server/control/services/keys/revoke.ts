import type { z } from 'zod'
import { requireAccess } from '../../access'
import { notFound } from '../../reach'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import { isUuid } from '../decisions/uuid'
import type { keyIdInput } from './schemas'

/** Revoking twice is the same as once. The row stays: decisions name it. */
export async function revokeKey({ ctx, input }: Verb<z.output<typeof keyIdInput>>): Promise<{ id: string; revokedAt: number }> {
  requireAccess(ctx.actor, 'admin')
  const { control } = ctx
  if (!isUuid(input.id)) throw notFound('key')
  const revokedAt = await transact(control, ['keys'], async (tx) => {
    const [key] = await tx.$queryRaw<{ name: string; revokedAt: Date | null }[]>`
      SELECT name, revoked_at AS "revokedAt" FROM api_keys WHERE id = ${input.id}::uuid FOR UPDATE`
    if (!key) throw notFound('key')
    if (key.revokedAt) return key.revokedAt
    const at = new Date(control.now())
    await tx.apiKey.update({ where: { id: input.id }, data: { revokedAt: at } })
    await writeAudit(tx, ctx, { action: 'key.revoke', entity: 'key', entityId: input.id, detail: { name: key.name } })
    return at
  })
  return { id: input.id, revokedAt: revokedAt.getTime() }
}
