import { agreesNow } from '@/server/core/trust/judge'
import { ServiceError } from '@/server/platform/errors'
import { newSessionId } from '@/server/platform/signatures/session'
import type { NodeRecord } from '@/server/replica/node-record'
import type { RouterContext } from '../context'
import type { Reply } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { hasMoved, mergeClaims, noClaims, requireReal } from './claims'
import { hear } from './evidence'
import { liveForMs, nextIntervalS } from './interval'
import { nodeReply } from './node-answer'
import { settleAnew } from './settle'
import { withNonce } from './spend-nonce'
import { verifyMessage } from './verify'
import { registerNode, upsertLive } from './write-nodes'

/** POST /nodes/register: a node says who it is and what it has. It is live at once, and known to Postgres before the answer. */
export async function nodeRegister(ctx: RouterContext, request: RouterRequest): Promise<Reply> {
  await ctx.agents.pace.turn(request)
  const { body, caller } = request
  const { secrets, addresses, allowSimulated } = ctx.agents
  const heard = hear(ctx, undefined, caller())
  const { part } = heard
  const message = await verifyMessage(ctx, 'register', body)
  requireReal(message.payload, allowSimulated)
  const { nodeId, payload } = message
  const { config } = ctx.replica.snapshot()
  const now = ctx.now()
  const known = ctx.replica.node(nodeId)
  const stated = mergeClaims(noClaims, payload, config)
  const { gps } = known ? settleAnew(ctx, known.record, { ...known.record, ...stated, ...part }) : stated
  const claims = { ...stated, gps }
  const isSamePlace = known !== null && known.record.network === part.network && !hasMoved(known.record, claims)
  const claimed: NodeRecord = {
    ...claims,
    ...part,
    id: nodeId,
    sessionId: newSessionId(),
    registeredAt: now,
    firstSeenAt: known?.record.firstSeenAt ?? now,
    lastConsistentAt: isSamePlace ? known.record.lastConsistentAt : null,
    lastVerifiedAt: null,
    cooling: known?.record.cooling ?? [],
    drainedAt: known?.record.drainedAt ?? null,
    quarantinedUntil: known?.record.quarantinedUntil ?? null,
  }
  const hasAgreed = agreesNow(ctx.replica.judge(claimed, now).verdict)
  const record = hasAgreed ? { ...claimed, lastConsistentAt: now } : claimed
  const intervalS = nextIntervalS()
  const live = {
    nodeId,
    inFlight: payload.inFlight ?? 0,
    failureRate: known?.live.failureRate ?? 0,
    lastSeenAt: now,
    liveUntil: now + liveForMs(intervalS),
    lastMessageAt: message.timestamp,
  }
  const secret = secrets.sessionSecret(nodeId, record.sessionId)
  if (secret === null) throw new ServiceError('unavailable', 'The installation’s secret has not been read yet.', { retryAfterS: 5 })
  await withNonce(ctx.pool, message, async (client) => {
    await registerNode(client, record)
    await upsertLive(client, null, [live])
  })
  addresses.set(nodeId, heard)
  const node = ctx.replica.accept(record, live, true)
  ctx.metrics.message('register', 'accepted')
  return nodeReply(200, node, intervalS, { id: record.sessionId, secret })
}
