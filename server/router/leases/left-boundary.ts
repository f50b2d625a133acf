import { isInside } from '@/server/core/boundary/inside'
import type { LiveReplica } from '@/server/replica/replica'
import type { Lease } from './lease-table'

/** Whether the node was re-labelled out of the boundary while it holds the job; the job's later attempts say so too. */
export function hasLeftBoundary(replica: Pick<LiveReplica, 'node' | 'snapshot'>, lease: Lease): boolean {
  const { nodeId, holder } = lease
  const node = replica.node(nodeId)?.node
  if (!node || holder.boundary.kind === 'unrestricted') return false
  const { verdict, containment } = node.geo
  const hasLeft = verdict.borderline || !isInside(holder.boundary, verdict.place, containment, replica.snapshot().config)
  if (hasLeft) lease.job.geoChanged = true
  return hasLeft
}
