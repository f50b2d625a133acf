import type { NodeId } from '@/server/core/routing/types'

/** Open leases of one router on one node, as it last told. */
export type LeaseShare = { routerId: string; nodeId: NodeId; leased: number }

/** What the other routers have leased, by node: a share counts only while its router is alive. */
export class LeaseShares {
  private readonly byRouter = new Map<string, Map<NodeId, number>>()

  /** Whether all that the router has leased is here: of one that is met only now everything is to be read. */
  knows(routerId: string): boolean {
    return this.byRouter.has(routerId)
  }

  meet(routerId: string): void {
    this.byRouter.set(routerId, new Map())
  }

  /** Says by how much the share has changed. */
  set({ routerId, nodeId, leased }: LeaseShare): number {
    const shares = this.byRouter.get(routerId)
    if (shares === undefined) return 0
    const before = shares.get(nodeId) ?? 0
    if (leased === 0) shares.delete(nodeId)
    else shares.set(nodeId, leased)
    return leased - before
  }

  /** Forgets the routers that are not alive, and answers what they had. */
  dropGone(alive: ReadonlySet<string>): LeaseShare[] {
    const gone: LeaseShare[] = []
    for (const [routerId, shares] of this.byRouter) {
      if (alive.has(routerId)) continue
      for (const [nodeId, leased] of shares) gone.push({ routerId, nodeId, leased })
      this.byRouter.delete(routerId)
    }
    return gone
  }

  of(nodeId: NodeId): number {
    let leased = 0
    for (const shares of this.byRouter.values()) leased += shares.get(nodeId) ?? 0
    return leased
  }
}
