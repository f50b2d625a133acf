import type { Pool } from 'pg'
import type { Demand } from '@/server/core/activation/coverage'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { loadDemand } from './load-demand'

/**
 * The p95 of a week moves slowly and costs a scan, of a million rows where a dozen models are asked for in eight zones: it is read again
 * once a ten-thousandth of its window has passed, or a minute, and for another configuration.
 */
export function rememberDemand(pool: Pool): (config: CompiledConfig, now: number) => Promise<Demand | null> {
  let last: { config: CompiledConfig; at: number; demand: Demand | null } | null = null
  return async (config, now) => {
    if (last === null || last.config !== config || last.demand === null || Math.abs(now - last.at) > freshMs(config))
      last = { config, at: now, demand: await loadDemand(pool, config, now) }
    return last.demand
  }
}

function freshMs(config: CompiledConfig): number {
  return Math.min(60_000, config.source.gate.coverage.demandWindowS / 10)
}
