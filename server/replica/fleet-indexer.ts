// Keeps the index that decisions are made on at what the replica's nodes are. While another configuration comes in, a second
// index is built beside it and kept current too, so that both can be exchanged at once.

import type { CompiledConfig } from '@/server/core/config/compiled'
import { FleetIndex } from '@/server/core/routing/fleet/fleet-index'
import type { Fleet, FleetNode, NodeGeo, NodeId } from '@/server/core/routing/types'

/** A node with its number in the index, and in the one that is being built; below 0 where it has none. */
export type Indexed = { node: FleetNode; slot: number; nextSlot: number }

export class FleetIndexer {
  private index: FleetIndex
  private next: FleetIndex | null = null
  /** Changed while the next index is being built by more than load. */
  private readonly changed = new Set<Indexed>()
  /** What snapshots hold: the same object until the configuration changes. */
  fleet: Fleet

  constructor(
    config: CompiledConfig,
    private readonly nodes: ReadonlyMap<NodeId, FleetNode>,
  ) {
    this.index = new FleetIndex(config, nodes)
    this.fleet = { nodes, index: this.index }
  }

  /** A node is new, or anything of it has changed. */
  put(one: Indexed): void {
    if (one.slot < 0) one.slot = this.index.add(one.node)
    else this.index.update(one.slot, one.node)
    if (this.next) this.changed.add(one)
  }

  /** Its load or liveness has changed. */
  touch(one: Indexed): void {
    if (one.slot >= 0) this.index.touch(one.slot, one.node)
    if (one.nextSlot >= 0) this.next?.touch(one.nextSlot, one.node)
  }

  /** Its place was judged anew. */
  relocate(one: Indexed): void {
    if (one.slot >= 0) this.index.relocate(one.slot, one.node)
    if (this.next) this.changed.add(one)
  }

  drop(one: Indexed): void {
    if (one.slot >= 0) this.index.remove(one.slot)
    if (one.nextSlot >= 0) this.next?.remove(one.nextSlot)
    this.changed.delete(one)
  }

  /** Begins an index under another configuration. */
  begin(config: CompiledConfig): void {
    this.next = new FleetIndex(config, this.nodes)
    this.changed.clear()
  }

  /** Takes a node into it, with its place under that configuration. */
  enter(one: Indexed, geo: NodeGeo): void {
    one.nextSlot = this.next!.enter({ ...one.node, geo })
  }

  /** Puts it in the place of the present one. All nodes have their new places by now. */
  exchange(all: Iterable<Indexed>): void {
    const next = this.next!
    next.rebuild()
    for (const one of all) {
      one.slot = one.nextSlot
      one.nextSlot = -1
      if (one.slot < 0) one.slot = next.add(one.node)
      else if (this.changed.has(one)) next.update(one.slot, one.node)
    }
    next.prepare(this.index.ready)
    // Whoever still holds the old one has no index that is kept current any more, and looks at every node.
    this.fleet.index = undefined
    this.index = next
    this.next = null
    this.changed.clear()
    this.fleet = { nodes: this.nodes, index: next }
  }
}
