// What is asked of the pools of nodes, and where this router's open leases are against where their jobs would rather be. A job
// counts by one number that goes up and down; what the numbers come to is added up when somebody looks.

import type { ZoneCode } from '@/server/core/geo/place'
import type { Flows } from '@/server/core/routing/spill/step-pool'
import { type PoolKey, poolKey, type SpillMode } from '@/server/core/routing/spill/types'

const recentMs = 60_000

/** Jobs of a pool that prefer one zone and are served in one. `prefers` is where they are served for those that prefer none. */
export class Demand {
  /** Leases. */
  open = 0

  constructor(
    readonly prefers: ZoneCode | null,
    readonly servedIn: ZoneCode | null,
  ) {}
}

export const noFlows: Flows = { own: 0, away: new Map() }

/** Nodes that can stand in for one another, since when jobs ask for them. */
export class AskedPool {
  askedAt = 0
  /** Some of its slots were in use. */
  usedAt = 0
  readonly key: PoolKey
  private readonly demands: Demand[] = []

  constructor(
    readonly environment: string,
    readonly holder: string | null,
    readonly model: string,
  ) {
    this.key = poolKey(environment, holder, model)
  }

  demand(prefers: ZoneCode | null, servedIn: ZoneCode | null): Demand {
    for (const known of this.demands) if (known.prefers === prefers && known.servedIn === servedIn) return known
    const demand = new Demand(prefers, servedIn)
    this.demands.push(demand)
    return demand
  }

  get isIdle(): boolean {
    return this.demands.every(({ open }) => open === 0)
  }

  flows(): Flows {
    let own = 0
    const away = new Map<ZoneCode | null, number>()
    for (const { prefers, servedIn, open } of this.demands) {
      own += open
      if (open === 0 || prefers === servedIn) continue
      add(away, prefers, open)
      add(away, servedIn, -open)
    }
    return { own, away }
  }

  /**
   * Where jobs are answered and yet no slot is ever in use (callers that reserve nothing, nodes that report nothing), slots tell
   * nothing, and only nodes can be counted.
   */
  mode(now: number): SpillMode {
    return now - this.askedAt <= recentMs && now - this.usedAt > recentMs ? 'hosts' : 'capacity'
  }
}

function add(away: Map<ZoneCode | null, number>, label: ZoneCode | null, by: number): void {
  const count = (away.get(label) ?? 0) + by
  if (count === 0) away.delete(label)
  else away.set(label, count)
}

export class AskedPools {
  private readonly pools = new Map<PoolKey, AskedPool>()
  /** Few share a model: found without making a key for each job. */
  private readonly byModel = new Map<string, AskedPool[]>()

  /** A job was answered with a node of the pool. */
  asked(environment: string, holder: string | null, model: string, isReserved: boolean, now: number): AskedPool {
    const pool = this.find(environment, holder, model) ?? this.enter(new AskedPool(environment, holder, model))
    pool.askedAt = now
    if (isReserved) pool.usedAt = now
    return pool
  }

  get(key: PoolKey): AskedPool | undefined {
    return this.pools.get(key)
  }

  keys(): Iterable<PoolKey> {
    return this.pools.keys()
  }

  forgetOld(now: number): void {
    for (const pool of this.pools.values()) {
      if (now - pool.askedAt <= recentMs || !pool.isIdle) continue
      this.pools.delete(pool.key)
      const others = this.byModel.get(pool.model)!.filter((other) => other !== pool)
      if (others.length > 0) this.byModel.set(pool.model, others)
      else this.byModel.delete(pool.model)
    }
  }

  private find(environment: string, holder: string | null, model: string): AskedPool | undefined {
    const pools = this.byModel.get(model)
    if (pools !== undefined) for (const pool of pools) if (pool.holder === holder && pool.environment === environment) return pool
    return undefined
  }

  private enter(pool: AskedPool): AskedPool {
    this.pools.set(pool.key, pool)
    const others = this.byModel.get(pool.model)
    if (others === undefined) this.byModel.set(pool.model, [pool])
    else others.push(pool)
    return pool
  }
}
