import type { PoolClient } from 'pg'
import { uuidv7 } from 'uuidv7'
import { gateFor } from '@/server/core/activation/gate-for'
import type { GateState, GateView } from '@/server/core/activation/types'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { auditSystem } from './system-audit'

export type ExpiredOverride = { id: string; state: string; zone: string | null; reason: string; expires_at: Date }

/** Ends what ran out. Routers stopped honouring it at that moment by their own clock. */
export async function endExpiredOverrides(client: PoolClient, now: number): Promise<ExpiredOverride[]> {
  const { rows } = await client.query<ExpiredOverride>(
    `UPDATE gate_overrides SET ended_at = expires_at, ended_by = 'expiry' WHERE ended_at IS NULL AND expires_at <= $1
     RETURNING id, state, zone, reason, expires_at`,
    [new Date(now)],
  )
  return rows
}

/** To what the automatic state (`zones`) brings the gate back. */
export async function recordExpiredOverrides(
  client: PoolClient,
  expired: readonly ExpiredOverride[],
  config: CompiledConfig,
  zones: GateView['zones'],
  now: number,
): Promise<void> {
  for (const { id, state, zone, reason, expires_at } of expired) {
    const back = gateFor({ zones, override: null }, config, zone, now)
    await client.query(
      `INSERT INTO gate_transitions (id, at, zone, from_state, to_state, canary_pct, cause, detail) VALUES ($1, $2, $3, $4, $5, $6, 'override_expired', $7)`,
      [uuidv7(), new Date(now), zone, state as GateState, back.state, back.canaryPct, `the override “${reason}” ran out`],
    )
    const detail = { overrideId: id, state, reason, expiresAt: expires_at.toISOString(), to: back.state }
    await auditSystem(client, 'gate', now, { action: 'activation.override_expired', entity: 'gate', entityId: zone ?? 'network', detail })
  }
}
