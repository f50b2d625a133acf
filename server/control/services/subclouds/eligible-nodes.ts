import type { Boundary } from '@/server/core/boundary/types'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { MinTrust, Subcloud } from '@/server/core/config/schema'
import { filters, type Job } from '@/server/core/routing/filters'
import { poolOf } from '@/server/core/routing/membership'
import type { FilterName, Snapshot } from '@/server/core/routing/types'

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

/** How many nodes could take one of its jobs now, by the very filters that routing asks. */
export function eligibleNodes(
  subcloud: Subcloud,
  boundary: Boundary,
  minTrust: MinTrust,
  { config, fleet }: Snapshot,
  now: number,
): number {
  const job = anyJob(subcloud, boundary, minTrust, config, now)
  let eligible = 0
  for (const node of fleet.nodes.values()) if (standingFilters.every(({ passes }) => passes(node, job))) eligible++
  return eligible
}
