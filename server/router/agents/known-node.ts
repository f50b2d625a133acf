import type { NodeId } from '@/server/core/routing/types'
import { ServiceError } from '@/server/platform/errors'
import type { KnownNode } from '@/server/replica/node-record'
import type { RouterContext } from '../context'
import { lookAgain } from './look-again'

/** Whom a body names; empty where it is no id: the envelope's own check says what is wrong. */
export function namedNode(body: unknown): NodeId {
  const stated = (body as { nodeId?: unknown } | null)?.nodeId
  const id = typeof stated === 'string' ? stated.toLowerCase() : ''
  return /^0x[0-9a-f]{40}$/.test(id) ? id : ''
}

/** A node may have registered at another router a moment ago: looks before it says that a node is unknown. */
export async function requireRegistered(ctx: RouterContext, id: NodeId): Promise<void> {
  if (id === '') return
  if (!ctx.replica.node(id)) await lookAgain(ctx)
  registered(ctx, id)
}

/** What is known of a node now: it may have left, or be forgotten, while its message was looked into. */
export function registered(ctx: RouterContext, id: NodeId): KnownNode {
  const known = ctx.replica.node(id)
  if (!known) throw new ServiceError('not_found', 'This node is not registered here: register first.')
  if (known.record.status === 'left') throw new ServiceError('not_found', 'This node has left: register again.')
  return known
}
