// One decision, from a parsed request to a line in the log: decide, take the slot, append, answer. The slot is taken in
// the same turn as the decision is made, so that no two decisions count on the same one; the answer leaves only after
// the log has the decision.

import { uuidv7 } from 'uuidv7'
import { decide } from '@/server/core/routing/decide'
import { effectivePolicy } from '@/server/core/routing/policy'
import { ServiceError } from '@/server/platform/errors'
import type { RouterContext } from '../context'
import type { Lease } from '../leases/lease-table'
import type { Job } from '../retry/attempts'
import { tenantOf } from '../tenant'
import type { Decided } from './answer'
import { decisionRow } from './decision-row'
import { furtherOf } from './explain'
import type { Prepared } from './prepare'

export async function decideOne(ctx: RouterContext, prepared: Prepared, startedUs: number): Promise<Decided> {
  const { input, key, request, snapshot, seed } = prepared
  const now = ctx.now()
  const decisionId = uuidv7()
  const decided = decide(snapshot, request, { now, seed: seed ?? decisionId, stale: isStale(ctx, now) })
  const decision = prepared.job?.geoChanged ? { ...decided, reasons: [...decided.reasons, 'geo_changed' as const] } : decided
  const endpoint = decision.nodeId === null ? null : (snapshot.fleet.nodes.get(decision.nodeId)?.endpoint ?? null)
  const answer = { decisionId, decision, request, key, endpoint, lease: null, explain: input.explain ?? 'none' } satisfies Decided
  if (input.dryRun)
    return input.explain === 'full'
      ? { ...answer, further: furtherOf(prepared, decision, { now, seed: seed ?? decisionId, stale: isStale(ctx, now) }) }
      : answer

  const subcloud = request.subcloud === null ? null : (snapshot.config.subclouds.get(request.subcloud) ?? null)
  const boundary = effectivePolicy(snapshot.config, subcloud, request).stated
  const isLogged = mustLog(ctx, boundary?.kind === 'unrestricted')
  let lease: Lease | null = null
  if (boundary !== null) {
    const tenant = tenantOf(request.subcloud, key.id)
    const job: Job = prepared.job ?? { first: decisionId, tenant, subcloud: request.subcloud, boundary, tried: [], geoChanged: false }
    if (decision.nodeId !== null) {
      job.tried.push(decision.nodeId)
      if (input.reserve ?? true) lease = ctx.leases.grant({ decisionId, nodeId: decision.nodeId, tenant, boundary, job })
    }
    ctx.attempts.remember(decisionId, job)
  }
  if (isLogged) {
    const tookUs = Math.round(performance.now() * 1000 - startedUs)
    const row = decisionRow({
      id: decisionId,
      at: now,
      routerId: ctx.routerId,
      request,
      decision,
      boundary,
      leaseId: lease?.id ?? null,
      simulated: key.simulated,
      tookUs,
    })
    await append(ctx, row, lease)
  }
  ctx.metrics.decided(decision.refusal?.code ?? 'routed', performance.now() * 1000 - startedUs)
  return { ...answer, lease }
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

function append(ctx: RouterContext, row: string, lease: Lease | null): Promise<void> {
  return new Promise((resolve, reject) => {
    ctx.spool.append('d', row, (error) => {
      if (error === null) return resolve()
      if (lease) ctx.leases.revoke(lease)
      reject(logFull())
    })
  })
}

function logFull(): ServiceError {
  return new ServiceError('log_full', 'The decision cannot be logged now, and nothing is decided without a log.', { retryAfterS: 5 })
}
