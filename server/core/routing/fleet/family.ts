// The pools of one kind of job, by environment and model: of general jobs, or of a Subcloud's where not just any node may
// take them.

import { isInPool, type Pool as Members, takesOptedIn } from '../membership'
import type { FleetNode } from '../types'
import type { Offer } from './offers'
import { Pool } from './pool'

export class Family {
  private readonly pools = new Map<string, Map<string, Pool>>()
  /** Where pools that are filled at once lie side by side. */
  private room = new Int32Array(0)

  constructor(readonly members: Members) {}

  /** Of jobs that may run on any node that no isolating Subcloud holds. */
  get isGeneral(): boolean {
    return this.members.own === null
  }

  covers(node: FleetNode): boolean {
    try {
      return isInPool(node, this.members)
    } catch {
      return false
    }
  }

  pool(environment: string, model: string): Pool | undefined {
    return this.pools.get(environment)?.get(model)
  }

  /** Every pool that a node with this offer is in; made where there is none yet. */
  poolsFor({ environments, models }: Offer): readonly Pool[] {
    const found: Pool[] = []
    for (const environment of environments) {
      let byModel = this.pools.get(environment)
      if (byModel === undefined) {
        byModel = new Map()
        this.pools.set(environment, byModel)
      }
      for (const model of models) {
        let pool = byModel.get(model)
        if (pool === undefined) {
          pool = new Pool()
          byModel.set(model, pool)
        }
        found.push(pool)
      }
    }
    return found
  }

  /** Takes all members out. */
  empty(): void {
    for (const byModel of this.pools.values()) for (const pool of byModel.values()) pool.empty()
  }

  /** For so many entries. It is kept from one time to the next: asking for it anew would set off a collection. */
  roomFor(entries: number): Int32Array {
    if (entries > this.room.length) this.room = new Int32Array(entries)
    return this.room
  }

  pruneAll(): void {
    for (const [environment, byModel] of this.pools) for (const model of byModel.keys()) this.prune(environment, model)
  }

  /** Forgets pools without members; whoever still holds one sees that it has changed. */
  prune(environment: string, model: string): void {
    const pool = this.pool(environment, model)
    if (pool === undefined || pool.length > 0) return
    pool.version++
    const byModel = this.pools.get(environment)!
    byModel.delete(model)
    if (byModel.size === 0) this.pools.delete(environment)
  }

  get entries(): number {
    let sum = 0
    for (const byModel of this.pools.values()) for (const pool of byModel.values()) sum += pool.length
    return sum
  }

  /** Voids everything that was worked out of its pools. */
  retire(): void {
    for (const byModel of this.pools.values()) for (const pool of byModel.values()) pool.version++
    this.pools.clear()
  }
}

/** Whether a Subcloud's jobs may run on the same nodes as general ones, those apart that may not join it for a while. */
export function takesAnyNode(members: Members): boolean {
  if (members.own === null) return true
  const { criteria } = members.own.subcloud.policy.participation
  return !takesOptedIn(members) && Object.values(criteria).every((value) => value === undefined)
}
