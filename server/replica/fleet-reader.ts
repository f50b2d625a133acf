import type { Pool } from 'pg'
import { eachInSlices } from '@/server/platform/in-slices'
import type { FleetState } from './fleet-state'
import { countNodes, loadLeases, loadLive, loadNodeIds, loadNodes } from './load-nodes'

const COUNT_EVERY_MS = 10_000
const REJUDGE_EVERY_MS = 60_000

/**
 * Brings the fleet up to date: reads the rows whose transaction an earlier look may not have seen. `xid >= xmin` of that
 * look's snapshot misses none, however long a transaction took to commit; some rows come twice, which changes nothing.
 */
export class FleetReader {
  private xmin = '0'
  private countedAt = 0
  private rejudgedAt = 0

  /** `xmin` of this look, which the next one starts from. Says how many rows were read: of who the nodes are, and of how they are. */
  async read(
    pool: Pool,
    fleet: FleetState,
    xmin: string,
    alive: ReadonlyMap<string, string>,
    now: number,
  ): Promise<{ records: number; states: number }> {
    const others = [...alive.keys()].filter((id) => id !== fleet.routerId)
    const met = others.filter((id) => !fleet.knowsLeasesOf(id))
    const readAt = performance.now()
    const records = await loadNodes(pool, this.xmin)
    const states = await loadLive(pool, this.xmin, fleet.routerId)
    const shares = await loadLeases(pool, this.xmin, others, met)
    fleet.putLeases(new Set(others), shares)
    await eachInSlices(records, (record) => fleet.putRow(record, readAt))
    await eachInSlices(states, (state) => fleet.putLive(state))
    if (now - this.countedAt > COUNT_EVERY_MS) {
      this.countedAt = now
      await removeDeleted(pool, fleet)
    }
    if (now - this.rejudgedAt > REJUDGE_EVERY_MS) {
      this.rejudgedAt = now
      await fleet.rejudge(now)
    }
    this.xmin = xmin
    return { records: records.length, states: states.length + shares.length }
  }
}

// Deleted rows do not show in a reading by transaction; the count tells that there are some.
async function removeDeleted(pool: Pool, fleet: FleetState): Promise<void> {
  const { size } = fleet
  if ((await countNodes(pool)) >= size) return
  // Only what was here before the look: a node may register while it lasts.
  const here = [...fleet.all()].map(({ record }) => record.id)
  const ids = await loadNodeIds(pool)
  for (const id of here) if (!ids.has(id)) fleet.remove(id)
}
