import type { NodeId } from '@/server/core/routing/types'
import type { LeaseCount } from './write-nodes'

/** No count is equal to it. */
const UNKNOWN = -1

/** Tells which of this router's counts of open leases the others do not know. */
export class ToldLeases {
  private readonly told = new Map<NodeId, number>()
  private readonly touched = new Set<NodeId>()

  constructor(private readonly leasedOf: (id: NodeId) => number) {}

  /** A lease on the node was taken, or has ended. */
  touch(id: NodeId): void {
    this.touched.add(id)
  }

  get isWaiting(): boolean {
    return this.touched.size > 0
  }

  /** Counts that differ from what was told. They are taken for told from now on. */
  news(): LeaseCount[] {
    const news: LeaseCount[] = []
    for (const nodeId of this.touched) {
      const leased = this.leasedOf(nodeId)
      if (leased === (this.told.get(nodeId) ?? 0)) continue
      this.told.set(nodeId, leased)
      news.push({ nodeId, leased })
    }
    this.touched.clear()
    return news
  }

  /** What Postgres has now is not known: a write failed, or a database came back that may have forgotten. Everything is told anew. */
  doubt(): void {
    for (const id of this.told.keys()) {
      this.told.set(id, UNKNOWN)
      this.touched.add(id)
    }
  }
}
