import type { NodeId } from '@/server/core/routing/types'
import type { AgentMessage } from '@/server/platform/signatures/message'
import type { HeartbeatPayload } from '@/server/platform/signatures/payload'
import type { NodeRecord } from '@/server/replica/node-record'
import type { RouterContext } from '../context'
import type { Later, Reply } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { acceptNode } from './accept-node'
import { hasMoved, mergeClaims, requireReal } from './claims'
import { type Heard, hear, isSamePart } from './evidence'
import { liveForMs, nextIntervalS } from './interval'
import { namedNode, registered, requireRegistered } from './known-node'
import { nodeReply } from './node-answer'
import { settle } from './settle'
import { verifyMessage } from './verify'

/** POST /nodes/heartbeat: the node lives, and may have changed. In memory at once, in Postgres with the next batch. */
export function nodeHeartbeat(ctx: RouterContext, request: RouterRequest, later: Later): null {
  ctx.agents.pace.enter(request, () => later.settle(() => hearOf(ctx, request)))
  return null
}

// Of thousands a second nearly all are of nodes that are known and by MAC: those are answered without a promise.
function hearOf(ctx: RouterContext, request: RouterRequest): Reply | Promise<Reply> {
  const id = namedNode(request.body)
  if (id === '' || ctx.replica.node(id)) return verify(ctx, request, id)
  return requireRegistered(ctx, id).then(() => verify(ctx, request, id))
}

function verify(ctx: RouterContext, { body, caller }: RouterRequest, id: NodeId): Reply | Promise<Reply> {
  if (id !== '') registered(ctx, id)
  const heard = hear(ctx, ctx.agents.addresses.get(id), caller())
  const verified = verifyMessage(ctx, 'heartbeat', body)
  return verified instanceof Promise ? verified.then((message) => take(ctx, message, heard)) : take(ctx, verified, heard)
}

function take(ctx: RouterContext, { nodeId, payload, timestamp }: AgentMessage<'heartbeat'>, heard: Heard): Reply {
  const { addresses, allowSimulated } = ctx.agents
  requireReal(payload, allowSimulated)
  const known = registered(ctx, nodeId)
  const { record: before, live: earlier } = known
  const isNews = before.moving !== null || hasNews(payload) || !isSamePart(before, heard.part)
  const after = isNews ? changed(ctx, before, payload, heard) : before
  const now = ctx.now()
  const intervalS = nextIntervalS()
  const said = {
    nodeId,
    inFlight: payload.inFlight ?? earlier.inFlight,
    lastSeenAt: now,
    liveUntil: now + liveForMs(intervalS),
    lastMessageAt: Math.max(earlier.lastMessageAt, timestamp),
  }
  if (addresses.get(nodeId) !== heard) addresses.set(nodeId, heard)
  const node = acceptNode(ctx, known, after, said)
  ctx.metrics.message('heartbeat', 'accepted')
  return nodeReply(200, node, intervalS)
}

/** Most heartbeats say of the node only how busy it is. */
function hasNews(payload: HeartbeatPayload): boolean {
  for (const key in payload) if (key !== 'inFlight') return true
  return false
}

function changed(ctx: RouterContext, before: NodeRecord, payload: HeartbeatPayload, { part }: Heard): NodeRecord {
  const claims = mergeClaims(before, payload, ctx.replica.snapshot().config)
  const after = settle(ctx, before, { ...before, ...claims, ...part })
  const isElsewhere = hasMoved(before, after) || before.network !== part.network
  return {
    ...after,
    lastConsistentAt: isElsewhere ? null : before.lastConsistentAt,
    lastVerifiedAt: isElsewhere ? null : before.lastVerifiedAt,
  }
}
