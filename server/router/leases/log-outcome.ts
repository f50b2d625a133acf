import { ServiceError } from '@/server/platform/errors'
import type { RouterContext } from '../context'
import type { Lease, LeaseOutcome } from './lease-table'

export type Outcome = { outcome: LeaseOutcome; latencyMs?: number | null; tokens?: number | null; geoChanged: boolean }

/** Appends how a lease ended to the log, after its decision; resolves once it is in the file. */
export function logOutcome(
  ctx: Pick<RouterContext, 'spool' | 'now'>,
  lease: Lease,
  { outcome, latencyMs, tokens, geoChanged }: Outcome,
): Promise<void> {
  const full = () => new ServiceError('log_full', 'The log cannot take this outcome now.', { retryAfterS: 5 })
  if (!ctx.spool.isWritableForOutcomes()) return Promise.reject(full())
  const row = JSON.stringify({
    decision_id: lease.decisionId,
    node_id: lease.nodeId,
    outcome,
    latency_ms: latencyMs ?? null,
    tokens: tokens ?? null,
    geo_changed: geoChanged,
    at: new Date(ctx.now()),
  })
  return new Promise((resolve, reject) => ctx.spool.append('o', row, (error) => (error ? reject(full()) : resolve())))
}
