// The nodes that this router has set aside for failing. Each router judges by the jobs it gave; what they share is the node's
// failure rate.

import type { ZoneCode } from '@/server/core/geo/place'
import { type EjectionState, hasRoom, stepEjection, untroubled } from '@/server/core/routing/ejection/step-ejection'
import type { FleetNode, NodeId } from '@/server/core/routing/types'
import type { LiveReplica } from '@/server/replica/replica'
import type { RouterConditions } from '@/server/replica/router-conditions'

type Known = Pick<LiveReplica, 'node' | 'snapshot' | 'setEjected'>

export class Ejections {
  private readonly states = new Map<NodeId, EjectionState>()
  /** Those that are set aside, and some that were until lately: few of all that ever failed. */
  private readonly aside = new Set<NodeId>()

  constructor(
    private readonly replica: Known,
    private readonly onEjected: (node: FleetNode, forS: number) => void,
  ) {}

  /** A lease on the node ended; `live`: live nodes by label. */
  outcome(nodeId: NodeId, failed: boolean, live: ReadonlyMap<ZoneCode | null, number>, now: number): void {
    const node = this.replica.node(nodeId)?.node
    const before = this.states.get(nodeId)
    if (!node || (!failed && !before)) return
    const settings = this.replica.snapshot().config.source.routing.ejection
    const zone = node.geo.containment.label
    const isRoom = () => hasRoom(live.get(zone) ?? 0, this.countIn(zone, now), settings)
    const state = stepEjection(before ?? untroubled, { failed, failureRate: node.failureRate }, isRoom, now, settings)
    this.states.set(nodeId, state)
    if (state.until === null || state.until === before?.until) return
    this.aside.add(nodeId)
    this.replica.setEjected(nodeId, state.until)
    this.onEjected(node, Math.round((state.until - now) / 1000))
  }

  current(now: number): RouterConditions['ejected'] {
    const ejected: RouterConditions['ejected'] = []
    for (const nodeId of this.aside) {
      const until = this.states.get(nodeId)?.until ?? 0
      const node = until > now ? this.replica.node(nodeId)?.node : undefined
      if (node) ejected.push({ nodeId, zone: node.geo.containment.label, until })
      else this.aside.delete(nodeId)
    }
    return ejected
  }

  forgetGone(): void {
    for (const id of this.states.keys()) if (this.replica.node(id) === null) this.states.delete(id)
  }

  private countIn(zone: ZoneCode | null, now: number): number {
    return this.current(now).filter((one) => one.zone === zone).length
  }
}
