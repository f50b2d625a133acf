import { gateFor } from '@/server/core/activation/gate-for'
import type { GateState } from '@/server/core/activation/types'
import { requireAccess } from '../../access'
import { notFound } from '../../reach'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import { recordTransition } from './record-transition'

/** The automatic state counts again at once. */
export async function endOverride({ ctx }: Verb): Promise<{ ended: string }> {
  requireAccess(ctx.actor, 'admin')
  const { actor, control } = ctx
  const { config, gate } = control.replica.snapshot()
  const now = new Date(control.now())
  const ended = await transact(control, ['gate'], async (tx) => {
    const rows = await tx.gateOverride.updateManyAndReturn({
      where: { endedAt: null, expiresAt: { gt: now } },
      data: { endedAt: now, endedBy: actor.id },
      select: { id: true, zone: true, state: true },
    })
    const row = rows[0]
    if (!row) throw notFound('override in force')
    const after = gateFor({ ...gate, override: null }, config, row.zone, now.getTime())
    await recordTransition(tx, {
      at: now,
      zone: row.zone,
      from: row.state as GateState,
      to: after.state,
      canaryPct: after.canaryPct,
      cause: 'override_ended',
      detail: 'ended before its time',
    })
    await writeAudit(tx, ctx, {
      action: 'activation.override_ended',
      entity: 'gate',
      entityId: row.zone ?? 'network',
      detail: { overrideId: row.id, state: row.state },
    })
    return row.id
  })
  return { ended }
}
