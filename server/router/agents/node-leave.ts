import type { LeaveAnswer } from '@/server/platform/data-plane/node'
import type { RouterContext } from '../context'
import { jsonReply, type Reply } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { namedNode, registered, requireRegistered } from './known-node'
import { withNonce } from './spend-nonce'
import { verifyMessage } from './verify'
import { updateNodes, upsertLive } from './write-nodes'

/** POST /nodes/leave: the node takes no more jobs, and its session ends; it stays registered for 30 days. */
export async function nodeLeave(ctx: RouterContext, request: RouterRequest): Promise<Reply> {
  await ctx.agents.pace.turn(request)
  const { body } = request
  await requireRegistered(ctx, namedNode(body))
  const message = await verifyMessage(ctx, 'leave', body)
  const { record, live } = registered(ctx, message.nodeId)
  const now = ctx.now()
  const left = { ...record, status: 'left' as const }
  const gone = { ...live, lastSeenAt: now, liveUntil: now, lastMessageAt: Math.max(live.lastMessageAt, message.timestamp) }
  await withNonce(ctx.pool, message, async (client) => {
    await updateNodes(client, [left])
    await upsertLive(client, null, [gone])
  })
  ctx.replica.accept(left, gone, true)
  ctx.agents.addresses.delete(message.nodeId)
  ctx.metrics.message('leave', 'accepted')
  return jsonReply(200, { nodeId: message.nodeId, status: 'left' } satisfies LeaveAnswer)
}
