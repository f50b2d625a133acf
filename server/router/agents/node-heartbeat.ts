import type { HeartbeatPayload } from '@/server/platform/signatures/payload'
import type { NodeLiveRecord, NodeRecord } from '@/server/replica/node-record'
import type { RouterContext } from '../context'
import type { Reply } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { acceptNode } from './accept-node'
import { hasMoved, mergeClaims, requireReal } from './claims'
import { type Heard, hear, isSamePart } from './evidence'
import { liveForMs, nextIntervalS } from './interval'
import { registered, requireRegistered } from './known-node'
import { nodeReply } from './node-answer'
import { settle } from './settle'
import { verifyMessage } from './verify'

/** POST /nodes/heartbeat: the node lives, and may have changed. In memory at once, in Postgres with the next batch. */
export async function nodeHeartbeat(ctx: RouterContext, { body, caller }: RouterRequest): Promise<Reply> {
  const { addresses, allowSimulated } = ctx.agents
  await ctx.agents.pace.turn(body, caller())
  const heard = hear(ctx, addresses.get(await requireRegistered(ctx, body)), caller())
  const message = await verifyMessage(ctx, 'heartbeat', body)
  requireReal(message.payload, allowSimulated)
  const { record: before, live: earlier } = registered(ctx, message.nodeId)
  const isNews = before.moving !== null || hasNews(message.payload) || !isSamePart(before, heard.part)
  const after = isNews ? changed(ctx, before, message.payload, heard) : before
  const now = ctx.now()
  const intervalS = nextIntervalS()
  const live: NodeLiveRecord = {
    ...earlier,
    inFlight: message.payload.inFlight ?? earlier.inFlight,
    lastSeenAt: now,
    liveUntil: now + liveForMs(intervalS),
    lastMessageAt: Math.max(earlier.lastMessageAt, message.timestamp),
  }
  addresses.set(message.nodeId, heard)
  const node = acceptNode(ctx, before, after, live)
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
