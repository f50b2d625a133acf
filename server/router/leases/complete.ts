import { z } from 'zod'
import { isInside } from '@/server/core/boundary/inside'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import { ServiceError } from '@/server/platform/errors'
import type { RouterContext } from '../context'
import { parseBody } from '../http/parse-body'
import { jsonReply, type Reply } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { isNetworkKey, tenantOf } from '../tenant'
import { forwardCompletion } from './forward'
import { isEnded, type Lease, routerOf } from './lease-table'
import { logOutcome } from './log-outcome'

const completionSchema = z.strictObject({
  outcome: z.enum(['completed', 'failed', 'timeout']),
  latencyMs: z.number().min(0).max(86_400_000).nullish(),
  tokens: z.number().int().min(0).max(2_147_483_647).nullish(),
})

/** How much the newest outcome counts in a node's moving failure rate. */
const WEIGHT = 0.1

/** POST /leases/{id}/complete: gives the slot back. The same completion twice is answered the same. */
export async function completeLease(ctx: RouterContext, request: RouterRequest): Promise<Reply> {
  const { param: id, key } = request
  const input = parseBody(completionSchema, request.body)
  const owner = routerOf(id)
  if (owner !== null && owner !== ctx.routerId) return forwardCompletion(ctx, owner, request, input)
  const found = ctx.leases.find(id)
  if (found === null) throw unknownLease(id)
  const lease = isEnded(found) ? found.lease : found
  if (!mayComplete(key!, lease)) throw unknownLease(id)
  if (isEnded(found)) {
    if (found.outcome === 'expired') throw new ServiceError('conflict', `The lease ${id} has expired; its slot is free again.`)
    if (found.outcome !== input.outcome) throw new ServiceError('conflict', `The lease ${id} has already ended as ${found.outcome}.`)
    return answer(id, found.outcome, found.geoChanged)
  }
  const geoChanged = hasLeftBoundary(ctx, lease)
  await logOutcome(ctx, lease, { ...input, geoChanged })
  ctx.leases.end(lease, input.outcome, geoChanged)
  if (geoChanged) lease.job.geoChanged = true
  recordReliability(ctx, lease.nodeId, input.outcome)
  return answer(id, input.outcome, geoChanged)
}

function answer(leaseId: string, outcome: string, geoChanged: boolean): Reply {
  return jsonReply(200, { leaseId, outcome, geoChanged })
}

function unknownLease(id: string): ServiceError {
  return new ServiceError('not_found', `There is no lease ${id.slice(0, 80)}.`)
}

function mayComplete(key: ApiKeyRecord, lease: Lease): boolean {
  if (isNetworkKey(key)) return true
  return lease.job.tenant === tenantOf(key.subcloud, key.id)
}

/** Whether the node was re-labelled out of the boundary while it held the job. */
function hasLeftBoundary(ctx: RouterContext, lease: Lease): boolean {
  const node = ctx.replica.node(lease.nodeId)?.node
  const { boundary } = lease.job
  if (!node || boundary.kind === 'unrestricted') return false
  const { verdict, containment } = node.geo
  return verdict.borderline || !isInside(boundary, verdict.place, containment, ctx.replica.snapshot().config)
}

function recordReliability(ctx: RouterContext, nodeId: string, outcome: 'completed' | 'failed' | 'timeout'): void {
  const node = ctx.replica.node(nodeId)?.node
  if (!node) return
  const failed = outcome === 'completed' ? 0 : 1
  ctx.replica.setFailureRate(nodeId, node.failureRate + WEIGHT * (failed - node.failureRate))
  ctx.agents.writer.touch(nodeId)
  ctx.conditions.outcome(nodeId, failed === 1)
}
