// One decision, from a parsed request to a line in the log: decide, take the slot, append. The slot is taken in the same
// turn as the decision is made, so that no two decisions count on the same one; the answer leaves only after the log has
// the decision, which it has for all decisions of a turn at once.

import { decide } from '@/server/core/routing/decide'
import { ServiceError } from '@/server/platform/errors'
import type { RouterContext } from '../context'
import { writeDecision } from '../log/decision-row'
import type { Job } from '../retry/attempts'
import type { Decided } from './answer'
import { newDecisionId } from './decision-id'
import { furtherSteps } from './explain'
import { type JobClass, jobClassOf } from './job-class'
import type { Moment } from './moment'
import type { Prepared } from './prepare'

/** The answer waits for `logged`, then for `conclude`. */
export function decideOne(ctx: RouterContext, prepared: Prepared, { now, stale, canLog }: Moment): Decided {
  const { input, key, request, job, snapshot, startedUs } = prepared
  const decisionId = newDecisionId(now)
  const context = { now, seed: prepared.seed ?? decisionId, stale, explain: input.dryRun === true }
  const made = decide(snapshot, request, context)
  const decision = job?.geoChanged ? made.because('geo_changed') : made
  const { nodeId } = decision
  const jobClass = jobClassOf(key, decision.terms, request.subcloud)
  const decided: Decided = {
    decisionId,
    decision,
    request,
    key,
    seesNode: jobClass.seesNode,
    endpoint: nodeId === null ? null : (snapshot.fleet.nodes.get(nodeId)?.endpoint ?? null),
    leaseId: null,
    leaseEndsAt: 0,
    explain: input.explain ?? 'none',
    at: now,
    startedUs,
    logged: null,
  }
  if (input.dryRun) {
    if (input.explain === 'full') decided.workOut = () => furtherSteps(prepared, decision, context)
    return decided
  }
  if (!canLog && !(jobClass.isGeneral && ctx.whenLogFull === 'serve')) throw logFull()
  count(ctx, decided, jobClass, job, input.reserve ?? true)
  decided.logged = canLog ? append(ctx, decided) : unlogged
  return decided
}

const unlogged = Promise.resolve()

/** Takes the slot, and remembers the job for whoever asks again. */
function count(ctx: RouterContext, decided: Decided, { holder }: JobClass, job: Job | null, isReserved: boolean): void {
  const { decisionId, decision, at } = decided
  const { nodeId } = decision
  const demand = ctx.conditions.decided(decision, isReserved, at)
  if (holder === null) return
  if (nodeId !== null) job?.tried.push(nodeId)
  if (nodeId !== null && isReserved) {
    decided.leaseEndsAt = ctx.leases.grant(decisionId, nodeId, job?.holder ?? holder, demand!, job, at)
    decided.leaseId = ctx.leases.idOf(decisionId)
    return
  }
  ctx.attempts.remember(decisionId, job ?? { first: decisionId, holder, tried: nodeId === null ? [] : [nodeId], geoChanged: false })
}

function append({ routerId, spool }: RouterContext, { decisionId: id, at, decision, key, leaseId, startedUs }: Decided): Promise<void> {
  const tookUs = Math.round(performance.now() * 1000 - startedUs)
  return spool.append('F', writeDecision, { id, at, routerId, decision, isLeased: leaseId !== null, simulated: key.simulated, tookUs })
}

/** What is left to do once the log has the decision; one that it could not take counts as never made, and throws. */
export function conclude(
  ctx: RouterContext,
  { decisionId, decision, leaseId, startedUs }: Decided,
  isLogged: boolean,
  nowUs: number,
): void {
  if (!isLogged) {
    if (leaseId !== null) ctx.leases.revoke(decisionId)
    throw logFull()
  }
  ctx.metrics.decided(decision.refusal?.code ?? null, nowUs - startedUs)
}

function logFull(): ServiceError {
  return new ServiceError('log_full', 'The decision cannot be logged now, and nothing is decided without a log.', { retryAfterS: 5 })
}
