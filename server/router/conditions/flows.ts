// Where this router's open leases are, against where their jobs would rather be.

import type { ZoneCode } from '@/server/core/geo/place'
import type { Flows } from '@/server/core/routing/spill/step-pool'
import type { PoolKey } from '@/server/core/routing/spill/types'

/** What a lease is asked of and served by. `prefers` is where it is served for jobs that prefer no zone. */
export type Demand = { pool: PoolKey; prefers: ZoneCode | null; servedIn: ZoneCode | null }

const none: Flows = { own: 0, away: new Map() }

export class FlowCounts {
  private readonly pools = new Map<PoolKey, { own: number; away: Map<ZoneCode | null, number> }>()

  move({ pool, prefers, servedIn }: Demand, by: 1 | -1): void {
    const flows = this.pools.get(pool) ?? { own: 0, away: new Map() }
    this.pools.set(pool, flows)
    flows.own += by
    if (flows.own <= 0) this.pools.delete(pool)
    if (prefers === servedIn) return
    add(flows.away, prefers, by)
    add(flows.away, servedIn, -by)
  }

  of(pool: PoolKey): Flows {
    return this.pools.get(pool) ?? none
  }

  keys(): Iterable<PoolKey> {
    return this.pools.keys()
  }
}

function add(away: Map<ZoneCode | null, number>, label: ZoneCode | null, by: number): void {
  const count = (away.get(label) ?? 0) + by
  if (count === 0) away.delete(label)
  else away.set(label, count)
}
