import type { Boundary } from '@/server/core/boundary/types'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { MinTrust, Subcloud } from '@/server/core/config/schema'
import { filters, type Job } from '@/server/core/routing/filters'
import { poolOf } from '@/server/core/routing/membership'
import { subcloudPolicy } from '@/server/core/routing/policy'
import type { FilterName, FleetNode, Snapshot } from '@/server/core/routing/types'
import { eachInSlices } from '@/server/platform/in-slices'
import type { SubcloudDetail } from './schemas'

/** What depends on the job (model, hardware, environment) or on the moment (capacity) is left aside. */
const asked: ReadonlySet<FilterName> = new Set(['liveness', 'drained', 'subcloud', 'ban', 'boundary', 'trust'])
/** In routing's own order. */
export const standingFilters = filters.filter(({ name }) => asked.has(name))

/** A job of the Subcloud that asks for nothing in particular. */
export function anyJob(subcloud: Subcloud, boundary: Boundary, minTrust: MinTrust, config: CompiledConfig, now: number): Job {
  return {
    config,
    now,
    panic: false,
    model: '',
    environment: '',
    minVramGb: null,
    gpu: null,
    models: null,
    pool: poolOf(subcloud, config),
    boundary,
    minTrust,
    tried: new Set(),
    areas: new Map(),
  }
}

/** Tells of a node the first filter that keeps it from the Subcloud's jobs now, in routing's order; null: it could take one. Under an empty boundary none could. */
export function obstacles(subcloud: Subcloud, config: CompiledConfig, now: number): (node: FleetNode) => FilterName | null {
  const { merged, minTrust } = subcloudPolicy(config, subcloud)
  if (!merged.ok) return () => 'boundary'
  const job = anyJob(subcloud, merged.boundary, minTrust, config, now)
  return (node) => standingFilters.find(({ passes }) => !passes(node, job))?.name ?? null
}

/** How many nodes could take one of its jobs now, by the very filters that routing asks, and what keeps the others out. */
export async function eligibleNodes(
  subcloud: Subcloud,
  { config, fleet }: Snapshot,
  now: number,
): Promise<Pick<SubcloudDetail, 'eligible' | 'outside'>> {
  const obstacle = obstacles(subcloud, config, now)
  const cut = new Map<FilterName, number>()
  let eligible = 0
  await eachInSlices([...fleet.nodes.values()], (node) => {
    const name = obstacle(node)
    if (name === null) eligible++
    else if (node.status !== 'left') cut.set(name, (cut.get(name) ?? 0) + 1)
  })
  const outside = [...cut].map(([filter, count]) => ({ filter, count })).sort((a, b) => b.count - a.count)
  return { eligible, outside }
}
