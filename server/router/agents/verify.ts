import { ServiceError } from '@/server/platform/errors'
import type { Envelope, Purpose } from '@/server/platform/signatures/envelope'
import { type AgentMessage, verifyAgentMessage } from '@/server/platform/signatures/message'
import type { RouterContext } from '../context'
import { lookAgain } from './look-again'

/** The message, proven to be this node's, for this verb on this network, now and for the first time. At once where it has a MAC that fits. */
export function verifyMessage<P extends Purpose>(
  ctx: RouterContext,
  purpose: P,
  body: unknown,
): AgentMessage<P> | Promise<AgentMessage<P>> {
  try {
    const verified = verifyOnce(ctx, purpose, body)
    return verified instanceof Promise ? verified.catch((error: unknown) => verifyAgain(ctx, purpose, body, error)) : verified
  } catch (error) {
    return verifyAgain(ctx, purpose, body, error)
  }
}

async function verifyAgain<P extends Purpose>(ctx: RouterContext, purpose: P, body: unknown, error: unknown): Promise<AgentMessage<P>> {
  if (await hasNewSession(ctx, error, body)) return await verifyOnce(ctx, purpose, body)
  ctx.metrics.message(purpose, 'refused')
  throw error
}

function verifyOnce<P extends Purpose>(ctx: RouterContext, purpose: P, body: unknown): AgentMessage<P> | Promise<AgentMessage<P>> {
  const { secrets, nonces, networkId } = ctx.agents
  return verifyAgentMessage(body, {
    purpose,
    networkId,
    now: ctx.now(),
    nonces,
    sessionSecret: (nodeId) => {
      const sessionId = ctx.replica.node(nodeId)?.record.sessionId
      return sessionId === undefined ? null : secrets.sessionSecret(nodeId, sessionId)
    },
    notBefore: (nodeId) => ctx.replica.messageFloor(nodeId),
  })
}

/** A MAC that does not fit may be of a session begun at another router a moment ago: looks once, and says whether it was. */
async function hasNewSession(ctx: RouterContext, error: unknown, body: unknown): Promise<boolean> {
  if (!(error instanceof ServiceError) || error.code !== 'unauthenticated') return false
  // Nothing else is refused as a credential: by now it is an envelope.
  const { nodeId, mac } = body as Envelope
  if (mac === undefined) return false
  const id = nodeId.toLowerCase()
  const before = ctx.replica.node(id)?.record.sessionId
  await lookAgain(ctx)
  return ctx.replica.node(id)?.record.sessionId !== before
}
