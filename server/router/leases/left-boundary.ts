import { isInside } from '@/server/core/boundary/inside'
import type { LiveReplica } from '@/server/replica/replica'
import type { Lease } from './lease-table'

/** Whether the node was re-labelled out of the boundary while it holds the job; the job's later attempts say so too. */
export function hasLeftBoundary(replica: Pick<LiveReplica, 'node' | 'snapshot'>, { nodeId, job }: Lease): boolean {
  const node = replica.node(nodeId)?.node
  if (!node || job.boundary.kind === 'unrestricted') return false
  const { verdict, containment } = node.geo
  const hasLeft = verdict.borderline || !isInside(job.boundary, verdict.place, containment, replica.snapshot().config)
  if (hasLeft) job.geoChanged = true
  return hasLeft
}
