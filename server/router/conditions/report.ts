import type { CompiledConfig } from '@/server/core/config/compiled'
import { buildLadder } from '@/server/core/routing/ladder'
import { rungShares } from '@/server/core/routing/spill/rung-shares'
import { zoneLoads } from '@/server/core/routing/spill/step-pool'
import type { PoolKey, PoolSpill } from '@/server/core/routing/spill/types'
import type { HotZone } from '@/server/replica/router-conditions'

/** What a job without a boundary that prefers the zone meets: the shares of its ladder down to the global pool. */
export function reportHot(pools: ReadonlyMap<PoolKey, PoolSpill>, config: CompiledConfig): HotZone[] {
  return [...pools].flatMap(([key, pool]) => {
    const [environment = '', holder = '', model = ''] = key.split(' ')
    const sums = zoneLoads(pool.loads, config)
    return [...pool.hot].map(([zone, since]): HotZone => {
      const ladder = buildLadder(config, { source: 'origin', zone, tokens: [`zone:${zone}`], dropped: [] }, 'global')
      const shares = rungShares(ladder, pool, config, () => true).filter(({ share }) => share > 0)
      const { slots = 0, used = 0 } = sums.get(zone) ?? {}
      return {
        environment,
        subcloud: holder === '' ? null : holder,
        model,
        zone,
        since,
        mode: pool.mode,
        utilisationPct: slots > 0 ? Math.round((100 * used) / slots) : 0,
        shares: shares.map(({ token, share }) => ({ token, share })),
      }
    })
  })
}
