// One decision, from a parsed request to a line in the log: decide, take the slot, append. The slot is taken in the same
// turn as the decision is made, so that no two decisions count on the same one; the answer leaves only after the log has
// the decision, which it has for all decisions of a turn at once.

import { decide } from '@/server/core/routing/decide'
import type { Decided as Decision } from '@/server/core/routing/decided'
import { ServiceError } from '@/server/platform/errors'
import type { RouterContext } from '../context'
import { writeDecision } from '../log/decision-row'
import type { Job } from '../retry/attempts'
import { tenantOf } from '../tenant'
import type { Decided } from './answer'
import { newDecisionId } from './decision-id'
import { furtherOf } from './explain'
import type { Prepared } from './prepare'

/** `startedUs`: when the request came, monotonic. The answer waits for `logged`, then for `conclude`. */
export function decideOne(ctx: RouterContext, prepared: Prepared, startedUs: number): Decided {
  const { input, key, request, snapshot, seed } = prepared
  const now = ctx.now()
  const decisionId = newDecisionId(now)
  const context = { now, seed: seed ?? decisionId, stale: isStale(ctx, now), explain: input.dryRun === true }
  const made = decide(snapshot, request, context)
  const decision = prepared.job?.geoChanged ? made.because('geo_changed') : made
  const decided: Decided = {
    decisionId,
    decision,
    request,
    key,
    endpoint: decision.nodeId === null ? null : (snapshot.fleet.nodes.get(decision.nodeId)?.endpoint ?? null),
    lease: null,
    leaseId: null,
    explain: input.explain ?? 'none',
    at: now,
    startedUs,
    logged: null,
  }
  if (input.dryRun) {
    if (input.explain === 'full') decided.further = furtherOf(prepared, decision, context)
    return decided
  }

  const boundary = decision.terms.policy.stated
  const isLogged = mustLog(ctx, boundary?.kind === 'unrestricted')
  const isReserved = input.reserve ?? true
  const demand = ctx.conditions.decided(request, decision, isReserved)
  if (boundary !== null) {
    const tenant = tenantOf(request.subcloud, key.id)
    const job: Job = prepared.job ?? { first: decisionId, tenant, subcloud: request.subcloud, boundary, tried: [], geoChanged: false }
    if (decision.nodeId !== null) {
      job.tried.push(decision.nodeId)
      if (isReserved) decided.lease = ctx.leases.grant({ decisionId, nodeId: decision.nodeId, job, demand: demand! })
    }
    if (decided.lease === null) ctx.attempts.remember(decisionId, job)
    else decided.leaseId = ctx.leases.idOf(decided.lease)
  }
  decided.logged = isLogged ? append(ctx, decided, decision) : unlogged
  return decided
}

const unlogged = Promise.resolve()

function append(ctx: RouterContext, { decisionId: id, at, key, leaseId, startedUs }: Decided, decision: Decision) {
  const tookUs = Math.round(performance.now() * 1000 - startedUs)
  const { routerId, spool } = ctx
  return spool.append('E', writeDecision, { id, at, routerId, decision, leaseId, simulated: key.simulated, tookUs })
}

/** What is left to do once the log has the decision; one that it could not take counts as never made, and throws. */
export function conclude(ctx: RouterContext, { decision, lease, logged, startedUs }: Decided, isLogged: boolean): void {
  if (logged === null) return
  if (!isLogged) {
    if (lease) ctx.leases.revoke(lease)
    throw logFull()
  }
  ctx.metrics.decided(decision.refusal?.code ?? 'routed', performance.now() * 1000 - startedUs)
}

/** What is known of zones, policies and places may have changed elsewhere since: too old to prove a boundary by. */
function isStale(ctx: RouterContext, now: number): boolean {
  const { refreshedAt } = ctx.replica.status()
  return refreshedAt === null || now - refreshedAt > ctx.snapshotMaxAgeMs
}

/** Whether the decision goes to the log; throws where it has to and the log cannot take it. */
function mustLog(ctx: RouterContext, isGeneral: boolean): boolean {
  if (ctx.spool.isWritable()) return true
  if (isGeneral && ctx.whenLogFull === 'serve') return false
  throw logFull()
}

function logFull(): ServiceError {
  return new ServiceError('log_full', 'The decision cannot be logged now, and nothing is decided without a log.', { retryAfterS: 5 })
}
