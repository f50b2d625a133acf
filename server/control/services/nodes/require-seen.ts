import type { FleetNode, Snapshot } from '@/server/core/routing/types'
import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import { notFound, type Reach, reachOf } from '../../reach'
import { isVisible } from './visible'

/** One node within reach; any other is not there. */
export function requireSeen({ actor, control }: Ctx, id: string): { node: FleetNode; reach: Reach; snapshot: Snapshot } {
  requireAccess(actor, 'read')
  const snapshot = control.replica.snapshot()
  const reach = reachOf(actor, snapshot.config)
  const node = snapshot.fleet.nodes.get(id.toLowerCase())
  if (!node || !isVisible(node, reach, snapshot)) throw notFound('node')
  return { node, reach, snapshot }
}
