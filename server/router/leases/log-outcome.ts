import { ServiceError } from '@/server/platform/errors'
import type { RouterContext } from '../context'
import { writeOutcome } from '../log/outcome-row'
import type { Lease, LeaseOutcome } from './lease-table'

export type Outcome = { outcome: LeaseOutcome; latencyMs?: number | null; tokens?: number | null; geoChanged: boolean }
type Log = Pick<RouterContext, 'spool' | 'now'>

/** Appends how a lease ended to the log, after its decision; resolves once it is in the file. */
export async function logOutcome(ctx: Log, lease: Lease, outcome: Outcome): Promise<void> {
  const full = () => new ServiceError('log_full', 'The log cannot take this outcome now.', { retryAfterS: 5 })
  const written = appendOutcome(ctx, lease, outcome)
  if (written === null) throw full()
  await written.catch(() => Promise.reject(full()))
}

/** The same for leases that end by the thousand with nobody waiting; null where the log cannot take it. */
export function appendOutcome({ spool, now }: Log, { decisionId, nodeId }: Lease, outcome: Outcome): Promise<void> | null {
  if (!spool.isWritableForOutcomes()) return null
  const { latencyMs = null, tokens = null, geoChanged } = outcome
  return spool.append('O', writeOutcome, { decisionId, nodeId, outcome: outcome.outcome, latencyMs, tokens, geoChanged, at: now() })
}
