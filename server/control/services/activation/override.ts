import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { stepAbove } from '@/server/core/activation/canary'
import { gateFor, topOf } from '@/server/core/activation/gate-for'
import { ServiceError } from '@/server/platform/errors'
import { requireAccess } from '../../access'
import { transact } from '../../transact'
import type { Verb } from '../../verb'
import { writeAudit } from '../audit/write'
import { recordTransition } from './record-transition'
import type { OverrideRow, overrideInput } from './schemas'

const longestMs = 72 * 3_600_000

/** One override at a time: a later one replaces it. It moves preference only, since boundaries hold in every state. */
export async function createOverride({ ctx, input }: Verb<z.output<typeof overrideInput>>): Promise<OverrideRow> {
  requireAccess(ctx.actor, 'admin')
  const { actor, control } = ctx
  const now = control.now()
  if (input.expiresAt <= now) throw new ServiceError('invalid_request', 'expiresAt lies in the past: give a time ahead, at most 72 h.')
  if (input.expiresAt > now + longestMs)
    throw new ServiceError(
      'invalid_request',
      'expiresAt is more than 72 h ahead: an override is for the time being, so choose an earlier end.',
    )
  const { config, gate } = control.replica.snapshot()
  const zone = input.zone ?? null
  if (zone !== null && topOf(zone, config) !== zone)
    throw new ServiceError('invalid_request', `${zone} is no top-level zone; the gate has one state each of ${config.topZones.join(', ')}.`)
  if (input.canaryPct != null && input.state !== 'canary')
    throw new ServiceError('invalid_request', 'canaryPct goes with the state canary only.')
  const row = {
    id: uuidv7(),
    state: input.state,
    zone,
    canaryPct: input.state === 'canary' ? (input.canaryPct ?? stepAbove(0, config.source.gate.canarySteps) ?? null) : null,
    reason: input.reason,
    createdBy: actor.id,
    createdAt: new Date(now),
    expiresAt: new Date(input.expiresAt),
  }
  await transact(control, ['gate'], async (tx) => {
    // Two at once would both see none in force: one after the other.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('geo.gate_override'))`
    const replaced = await tx.gateOverride.updateManyAndReturn({
      where: { endedAt: null, expiresAt: { gt: row.createdAt } },
      data: { endedAt: row.createdAt, endedBy: actor.id },
      select: { id: true },
    })
    await tx.gateOverride.create({ data: row })
    const before = gateFor(gate, config, zone, now)
    await recordTransition(tx, {
      at: row.createdAt,
      zone,
      from: before.state,
      to: row.state,
      canaryPct: row.canaryPct ?? 0,
      cause: 'override',
      detail: row.reason,
    })
    await writeAudit(tx, ctx, {
      action: 'activation.override',
      entity: 'gate',
      entityId: zone ?? 'network',
      detail: {
        overrideId: row.id,
        state: row.state,
        canaryPct: row.canaryPct,
        reason: row.reason,
        expiresAt: row.expiresAt.toISOString(),
        replaced: replaced.map((r) => r.id),
      },
    })
  })
  return { ...row, createdAt: now, expiresAt: input.expiresAt }
}
