// Which nodes an actor may see, and which it may learn to have served a job.

import { isMember } from '@/server/core/routing/membership'
import type { FleetNode, Snapshot } from '@/server/core/routing/types'
import type { Reach } from '../../reach'

/** Owners see the nodes that are members of a Subcloud of theirs, and those whose operators opted in: by that they show themselves. */
export function isVisible(node: FleetNode, reach: Reach, snapshot: Snapshot): boolean {
  if (reach.subclouds === null) return true
  if (reach.detail === 'owner' && node.joins.some((slug) => reach.subclouds?.has(slug))) return true
  return servesOneOf(node, reach.subclouds, snapshot)
}

function servesOneOf(node: FleetNode, slugs: ReadonlySet<string>, { config }: Snapshot): boolean {
  for (const slug of slugs) {
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
      may = node !== undefined && (reach.subclouds === null || servesOneOf(node, reach.subclouds, snapshot))
      known.set(id, may)
    }
    return may
  }
}
