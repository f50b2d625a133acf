import type { FleetNode, Snapshot } from '@/server/core/routing/types'
import { type Reach, reachedSubcloud } from '../../reach'
import { obstacles } from '../subclouds/eligible-nodes'
import { isVisible } from './visible'

/** Which nodes a live picture shows: those in reach, and through a Subcloud only the ones that could take one of its jobs. */
export function shownThrough(slug: string | undefined, reach: Reach, snapshot: Snapshot, now: number): (node: FleetNode) => boolean {
  const { config } = snapshot
  const obstacle = slug === undefined ? null : obstacles(reachedSubcloud(reach, slug, config), config, now)
  return (node) => node.status !== 'left' && isVisible(node, reach, snapshot) && !obstacle?.(node)
}
