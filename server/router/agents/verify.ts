import type { Purpose } from '@/server/platform/signatures/envelope'
import { type AgentMessage, verifyAgentMessage } from '@/server/platform/signatures/message'
import { sessionSecret } from '@/server/platform/signatures/session'
import type { RouterContext } from '../context'

/** The message, proven to be this node's, for this verb on this network, now and for the first time. */
export async function verifyMessage<P extends Purpose>(ctx: RouterContext, purpose: P, body: unknown): Promise<AgentMessage<P>> {
  const { secrets, nonces, networkId } = ctx.agents
  try {
    return await verifyAgentMessage(body, {
      purpose,
      networkId,
      now: ctx.now(),
      nonces,
      sessionSecret: (nodeId) => {
        const master = secrets.sessionMaster()
        const sessionId = ctx.replica.node(nodeId)?.record.sessionId
        return master === null || sessionId === undefined ? null : sessionSecret(master, nodeId, sessionId)
      },
      notBefore: (nodeId) => ctx.replica.messageFloor(nodeId),
    })
  } catch (error) {
    ctx.metrics.message(purpose, 'refused')
    throw error
  }
}
