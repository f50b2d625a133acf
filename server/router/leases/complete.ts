import type { z } from 'zod'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import { type Completion, completionSchema } from '@/server/platform/data-plane/lease'
import { ServiceError } from '@/server/platform/errors'
import type { RouterContext } from '../context'
import { parseBody } from '../http/parse-body'
import { jsonReply, type Reply } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { isNetworkKey, tenantOf } from '../tenant'
import { forwardCompletion } from './forward'
import { type Lease, routerOf } from './lease-table'
import { hasLeftBoundary } from './left-boundary'
import { logOutcome } from './log-outcome'

/** How much the newest outcome counts in a node's moving failure rate. */
const WEIGHT = 0.1

/** POST /leases/{id}/complete: gives the slot back. The same completion twice is answered the same. */
export async function completeLease(ctx: RouterContext, request: RouterRequest): Promise<Reply> {
  const { param: id } = request
  const input = parseBody(completionSchema, request.body)
  const owner = routerOf(id)
  if (owner !== null && owner !== ctx.routerId) return forwardCompletion(ctx, owner, request, input)
  const lease = ownLease(ctx, request)
  if (lease.outcome === null) await end(ctx, lease, input)
  const { outcome, geoChanged } = lease
  if (outcome === 'expired') throw new ServiceError('conflict', `The lease ${id} has expired; its slot is free again.`)
  if (outcome !== input.outcome) throw new ServiceError('conflict', `The lease ${id} has already ended as ${outcome}.`)
  return jsonReply(200, { leaseId: id, outcome, geoChanged } satisfies Completion)
}

/** Of two that arrive together the first ends it, here as in the log. */
async function end(ctx: RouterContext, lease: Lease, input: z.infer<typeof completionSchema>): Promise<void> {
  const geoChanged = hasLeftBoundary(ctx.replica, lease)
  await logOutcome(ctx, lease, { ...input, geoChanged })
  if (ctx.leases.end(lease, input.outcome, geoChanged)) recordReliability(ctx, lease.nodeId, input.outcome)
}

/** A lease of another router is that one's to know. */
export function requireLease(ctx: RouterContext, request: RouterRequest): void {
  const owner = routerOf(request.param)
  if (owner === null || owner === ctx.routerId) ownLease(ctx, request)
}

/** Another tenant's answers like one that does not exist. */
function ownLease({ leases }: RouterContext, { param: id, key }: RouterRequest): Lease {
  const lease = leases.find(id)
  if (lease === null || !mayComplete(key!, lease)) throw new ServiceError('not_found', `There is no lease ${id.slice(0, 80)}.`)
  return lease
}

function mayComplete(key: ApiKeyRecord, lease: Lease): boolean {
  if (isNetworkKey(key)) return true
  return lease.holder.tenant === tenantOf(key.subcloud, key.id)
}

function recordReliability(ctx: RouterContext, nodeId: string, outcome: 'completed' | 'failed' | 'timeout'): void {
  const node = ctx.replica.node(nodeId)?.node
  if (!node) return
  const failed = outcome === 'completed' ? 0 : 1
  const isNews = ctx.replica.setFailureRate(nodeId, node.failureRate + WEIGHT * (failed - node.failureRate))
  if (isNews) ctx.agents.writer.touch(nodeId)
  ctx.conditions.outcome(nodeId, failed === 1)
}
