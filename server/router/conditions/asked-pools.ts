// Whether anything is known of a pool's capacity. Where jobs are answered and yet no slot is ever in use (callers that reserve
// nothing, nodes that report nothing), slots tell nothing, and only nodes can be counted.

import type { PoolKey, SpillMode } from '@/server/core/routing/spill/types'

const recentMs = 60_000

export class AskedPools {
  private readonly pools = new Map<PoolKey, { askedAt: number; usedAt: number }>()

  /** A job was answered with a node of the pool. */
  asked(pool: PoolKey, isReserved: boolean, now: number): void {
    const known = this.pools.get(pool)
    if (!known) this.pools.set(pool, { askedAt: now, usedAt: isReserved ? now : 0 })
    else {
      known.askedAt = now
      if (isReserved) known.usedAt = now
    }
  }

  /** Some of its slots are in use. */
  used(pool: PoolKey, now: number): void {
    const known = this.pools.get(pool)
    if (known) known.usedAt = now
  }

  mode(pool: PoolKey, now: number): SpillMode {
    const known = this.pools.get(pool)
    return known && now - known.askedAt <= recentMs && now - known.usedAt > recentMs ? 'hosts' : 'capacity'
  }

  forgetOld(now: number): void {
    for (const [pool, { askedAt }] of this.pools) if (now - askedAt > recentMs) this.pools.delete(pool)
  }
}
