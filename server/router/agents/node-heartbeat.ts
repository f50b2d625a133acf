import type { NodeLiveRecord, NodeRecord } from '@/server/replica/node-record'
import type { RouterContext } from '../context'
import type { Reply } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { acceptNode } from './accept-node'
import { hasMoved, mergeClaims, requireReal } from './claims'
import { addressPart } from './evidence'
import { liveForMs, nextIntervalS } from './interval'
import { requireRegistered } from './known-node'
import { nodeReply } from './node-answer'
import { verifyMessage } from './verify'

/** POST /nodes/heartbeat: the node lives, and may have changed. In memory at once, in Postgres with the next batch. */
export async function nodeHeartbeat(ctx: RouterContext, { body, caller }: RouterRequest): Promise<Reply> {
  await requireRegistered(ctx, body)
  const { addresses, allowSimulated } = ctx.agents
  const { address, ...place } = addressPart(ctx, caller())
  const message = await verifyMessage(ctx, 'heartbeat', body)
  requireReal(message.payload, allowSimulated)
  const { record: before, live: earlier } = ctx.replica.node(message.nodeId)!
  const claims = mergeClaims(before, message.payload, ctx.replica.snapshot().config)
  const isElsewhere = hasMoved(before, claims) || before.network !== place.network
  const after: NodeRecord = {
    ...before,
    ...claims,
    ...place,
    lastConsistentAt: isElsewhere ? null : before.lastConsistentAt,
    lastVerifiedAt: isElsewhere ? null : before.lastVerifiedAt,
  }
  const now = ctx.now()
  const intervalS = nextIntervalS()
  const live: NodeLiveRecord = {
    ...earlier,
    inFlight: message.payload.inFlight ?? earlier.inFlight,
    lastSeenAt: now,
    liveUntil: now + liveForMs(intervalS),
    lastMessageAt: Math.max(earlier.lastMessageAt, message.timestamp),
  }
  addresses.set(message.nodeId, address)
  const node = acceptNode(ctx, before, after, live)
  ctx.metrics.message('heartbeat', 'accepted')
  return nodeReply(200, node, intervalS)
}
