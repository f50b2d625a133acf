import { requireAccess } from '../../access'
import { notFound } from '../../reach'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'

/** The automatic state counts again at once. */
export async function endOverride({ ctx }: Verb): Promise<{ ended: string }> {
  requireAccess(ctx.actor, 'admin')
  const { actor, control } = ctx
  const now = new Date(control.now())
  const ended = await transact(control, ['gate'], async (tx) => {
    const rows = await tx.gateOverride.updateManyAndReturn({
      where: { endedAt: null, expiresAt: { gt: now } },
      data: { endedAt: now, endedBy: actor.id },
      select: { id: true, zone: true, state: true },
    })
    const row = rows[0]
    if (!row) throw notFound('override in force')
    await writeAudit(tx, ctx, { action: 'activation.override_ended', entity: 'gate', entityId: row.zone ?? 'network', detail: { overrideId: row.id, state: row.state } })
    return row.id
  })
  return { ended }
}
