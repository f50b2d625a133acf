// The reference beside `decide`: what one writes first. Filter all nodes as objects, sort what is left, take the first.
// It follows the same rules, apart from the trace, the reasons and the sampled pick.

import { isInside } from '@/server/core/boundary/inside'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { trustLevels } from '@/server/core/config/schema'
import { distanceKm } from '@/server/core/geo/distance'
import { isMember, isolatedIn } from '@/server/core/routing/membership'
import { effectivePolicy } from '@/server/core/routing/policy'
import type { FleetNode, RouteRequest } from '@/server/core/routing/types'

export function filterAndSort(nodes: readonly FleetNode[], config: CompiledConfig, request: RouteRequest, now: number): FleetNode | null {
  const subcloud = request.subcloud === null ? null : (config.subclouds.get(request.subcloud) ?? null)
  const { merged, minTrust, fallback } = effectivePolicy(config, subcloud, request)
  if (!merged.ok) return null
  const { boundary } = merged
  const least = trustLevels.indexOf(minTrust)
  const { cell, containment } = request.origin
  const wanted = request.geo.prefer[0] ?? subcloud?.policy.prefer[0] ?? (containment.label && `zone:${containment.label}`)
  const family = (wanted && config.zones.get(wanted.slice(5))?.descendants) || null
  const isNear = (node: FleetNode) => family !== null && node.geo.containment.label !== null && family.has(node.geo.containment.label)
  const score = (node: FleetNode) => {
    const { point } = node.geo.verdict.place
    const km = cell && point ? distanceKm(cell, point) : 1500
    return node.inFlight / node.slots + node.failureRate + (0.35 * km) / (km + 1500) + (isNear(node) ? 0 : 10)
  }
  const eligible = nodes.filter(
    (node) =>
      node.environments.includes(request.environment) &&
      now <= node.liveUntil &&
      node.status === 'serving' &&
      !node.drained &&
      node.models.includes(request.model) &&
      (request.requirements.minVramGb === null || node.vramGb >= request.requirements.minVramGb) &&
      (subcloud === null ? isolatedIn(node, config) === null : isMember(node, subcloud, config)) &&
      isInside(boundary, node.geo.verdict.place, node.geo.containment, config) &&
      trustLevels.indexOf(node.geo.verdict.level) >= least &&
      node.slots > Math.max(node.inFlight, node.leased) &&
      (fallback !== 'none' || isNear(node)),
  )
  const scored = eligible.map((node) => ({ node, score: score(node) }))
  return scored.sort((a, b) => a.score - b.score || (a.node.id < b.node.id ? -1 : 1))[0]?.node ?? null
}
