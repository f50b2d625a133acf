// How a hot zone's jobs are shared among the rungs of a ladder. The hot rung takes what its slots hold at the target
// utilisation; each later one what its own demand leaves of that, so that no zone is made hot by its neighbour's jobs.
// A rung that nothing is known of (a country, a jurisdiction) is taken to be whole; an empty one or one outside the boundary gets nothing.

import type { CompiledConfig } from '../../config/compiled'
import type { GeoToken, ZoneCode } from '../../geo/place'
import type { RungPlan } from '../ladder'
import { capacityHealth, hostHealth } from './health'
import { sharesOf } from './shares'
import type { Load, PoolSpill, RungShare } from './types'

/** `overlaps`: whether any place of the rung can lie inside the job's boundary. */
export function rungShares(
  ladder: readonly RungPlan[],
  { mode, loads }: PoolSpill,
  config: CompiledConfig,
  overlaps: (token: GeoToken) => boolean,
): RungShare[] {
  const { targetPct, hostFactor } = config.source.routing.spill
  const perRung = loadsOf(ladder, loads, config)
  const offered = perRung[0]?.offered ?? 0
  const healths = ladder.map(({ token }, i) => {
    const load = perRung[i]
    if (token !== '*' && !overlaps(token)) return 0
    if (!load) return 100
    if (mode === 'hosts') return hostHealth(load.live, load.total, hostFactor)
    return capacityHealth(targetPct * load.slots - (i === 0 ? 0 : 100 * load.offered), offered)
  })
  const shares = sharesOf(healths)
  return ladder.map(({ token }, i) => ({ token, health: healths[i]!, share: shares[i]! }))
}

/** The load of each rung without what an earlier one holds; null where labels do not tell it. */
function loadsOf(ladder: readonly RungPlan[], loads: PoolSpill['loads'], config: CompiledConfig): (Load | null)[] {
  const left = new Map(loads)
  const take = (label: ZoneCode | null, sum: Load) => {
    const load = left.get(label)
    if (load) add(sum, load)
    left.delete(label)
  }
  return ladder.map(({ token, zone }) => {
    if (token !== '*' && zone === null) return null
    const sum = noLoad()
    for (const label of zone === null ? [...left.keys()] : (config.zones.get(zone)?.descendants ?? [])) take(label, sum)
    return sum
  })
}

export const noLoad = (): Load => ({ slots: 0, used: 0, offered: 0, live: 0, total: 0 })

export function add(sum: Load, load: Load): void {
  sum.slots += load.slots
  sum.used += load.used
  sum.offered += load.offered
  sum.live += load.live
  sum.total += load.total
}
