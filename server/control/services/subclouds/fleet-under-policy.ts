// What a draft policy would make of the present fleet, against what is published: asked of the very filters of routing.

import type { CompiledConfig } from '@/server/core/config/compiled'
import { type MinTrust, type Subcloud, minTrust as trust } from '@/server/core/config/schema'
import type { Job } from '@/server/core/routing/filters'
import { isMember, isolatedIn } from '@/server/core/routing/membership'
import { subcloudPolicy } from '@/server/core/routing/policy'
import type { FilterName, FleetNode } from '@/server/core/routing/types'
import { eachInSlices } from '@/server/platform/in-slices'
import { anyJob, standingFilters } from './eligible-nodes'
import type { FleetUnderPolicy } from './schemas'

const losersNamed = 20

export type Side = { config: CompiledConfig; subcloud: Subcloud }

/** `mayName`: whether whoever asks may know the node by its id; the others that lose are counted. */
export async function fleetUnderPolicy(
  nodes: readonly FleetNode[],
  published: Side,
  draft: Side,
  { now, mayName }: { now: number; mayName: (id: string) => boolean },
): Promise<FleetUnderPolicy> {
  const [before, after] = [jobOf(published, now), jobOf(draft, now)]
  const byTrust: Record<MinTrust, number> = { verified: 0, consistent: 0, unverified: 0 }
  const found = { live: 0, eligible: 0, eligibleNow: 0, gained: 0, lost: 0, members: 0, membersNow: 0 }
  const misses = new Map<FilterName, { count: number; zones: Set<string> }>()
  const losers: FleetUnderPolicy['losers'] = []
  const pool = new Map<string | null, { now: number; drafted: number }>()
  await eachInSlices(nodes, (node) => {
    if (node.status === 'left') return
    if (isMember(node, draft.subcloud, draft.config)) found.members++
    if (isMember(node, published.subcloud, published.config)) found.membersNow++
    if (now > node.liveUntil) return
    found.live++
    countPool(node)
    const was = before !== null && failed(node, before, 1).length === 0
    const fails = after === null ? null : failed(node, after, 2)
    const is = fails?.length === 0
    if (was) found.eligibleNow++
    if (is) found.eligible++
    if (is && !was) found.gained++
    if (was && !is) found.lost++
    if (was && !is && losers.length < losersNamed && mayName(node.id))
      losers.push({ id: node.id, zone: node.geo.containment.label, filter: fails?.[0] ?? 'boundary' })
    if (after === null || fails === null) return
    if (fails.length === 1) miss(fails[0]!, node)
    if (is || (fails.length === 1 && fails[0] === 'trust'))
      for (const level of trust.options) if (failed(node, { ...after, minTrust: level }, 1).length === 0) byTrust[level]++
  })
  const target = draft.config.source.gate.coverage.nodes
  return {
    ...found,
    losers,
    byTrust,
    misses: [...misses]
      .map(([filter, { count, zones }]) => ({ filter, count, zones: [...zones].sort() }))
      .sort((a, b) => b.count - a.count),
    globalPool: [...pool].filter(([, counts]) => counts.now !== counts.drafted).map(([zone, counts]) => ({ zone, ...counts, target })),
  }

  function miss(filter: FilterName, { geo }: FleetNode): void {
    const one = misses.get(filter) ?? { count: 0, zones: new Set<string>() }
    one.count++
    if (geo.containment.label !== null) one.zones.add(geo.containment.label)
    misses.set(filter, one)
  }

  function countPool(node: FleetNode): void {
    const { label } = node.geo.containment
    const zone = label === null ? null : (draft.config.zones.get(label)?.top ?? label)
    const counts = pool.get(zone) ?? { now: 0, drafted: 0 }
    if (isolatedIn(node, published.config) === null) counts.now++
    if (isolatedIn(node, draft.config) === null) counts.drafted++
    pool.set(zone, counts)
  }
}

/** Null where the boundary is empty: nothing is eligible, and that is said elsewhere. */
function jobOf({ config, subcloud }: Side, now: number): Job | null {
  const { merged, minTrust } = subcloudPolicy(config, subcloud)
  return merged.ok ? anyJob(subcloud, merged.boundary, minTrust, config, now) : null
}

/** The first filters that a node fails, up to so many. Outside the boundary no trust counts, so it is not another failure. */
function failed(node: FleetNode, job: Job, upTo: number): FilterName[] {
  const names: FilterName[] = []
  for (const { name, passes } of standingFilters) {
    if (passes(node, job) || (name === 'trust' && names.includes('boundary'))) continue
    names.push(name)
    if (names.length === upTo) break
  }
  return names
}
