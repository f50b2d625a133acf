// Which nodes an actor may see, and which it may learn to have served a job.

import { isMember } from '@/server/core/routing/membership'
import type { FleetNode, Snapshot } from '@/server/core/routing/types'
import type { Reach } from '../../reach'

/** Owners see the nodes that are members of a Subcloud of theirs. */
export function isVisible(node: FleetNode, reach: Reach, { config }: Snapshot): boolean {
  if (reach.subclouds === null) return true
  for (const slug of reach.subclouds) {
    const subcloud = config.subclouds.get(slug)
    if (subcloud && isMember(node, subcloud, config)) return true
  }
  return false
}

/** The network promises its operators not to reveal which node served whom: admins see all, owners the members of their own. */
export function namer(reach: Reach, snapshot: Snapshot): (nodeId: string) => boolean {
  if (reach.detail === 'admin') return () => true
  if (reach.detail === 'consumer') return () => false
  const known = new Map<string, boolean>()
  return (id) => {
    let may = known.get(id)
    if (may === undefined) {
      const node = snapshot.fleet.nodes.get(id)
      may = node !== undefined && isVisible(node, reach, snapshot)
      known.set(id, may)
    }
    return may
  }
}
