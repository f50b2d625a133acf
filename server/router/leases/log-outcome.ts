import { ServiceError } from '@/server/platform/errors'
import type { RouterContext } from '../context'
import { type LoggedOutcome, writeOutcome } from '../log/outcome-row'
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
  const { decisionId, nodeId } = lease
  const row: LoggedOutcome = {
    decisionId,
    nodeId,
    outcome,
    latencyMs: latencyMs ?? null,
    tokens: tokens ?? null,
    geoChanged,
    at: ctx.now(),
  }
  return ctx.spool.append('O', writeOutcome, row).catch(() => Promise.reject(full()))
}
