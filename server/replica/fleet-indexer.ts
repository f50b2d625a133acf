// Keeps the index that decisions are made on at what the replica's nodes are. While another configuration comes in, a second
// index is built beside it and kept current too, so that both can be exchanged at once.

import type { CompiledConfig } from '@/server/core/config/compiled'
import { FleetIndex } from '@/server/core/routing/fleet/fleet-index'
import type { Fleet, FleetNode, NodeGeo, NodeId } from '@/server/core/routing/types'

/** A node with its number in the index, below 0 where it has none, and what it is in the one that is being built. */
export type Indexed = { node: FleetNode; slot: number; next: Next | null }

/** `geo`: its place there, null where anything of the node has changed since. */
type Next = { slot: number; geo: NodeGeo | null }

export class FleetIndexer {
  private index: FleetIndex
  private next: FleetIndex | null = null
  /** What snapshots hold: the same object until the configuration changes. */
  fleet: Fleet

  constructor(
    config: CompiledConfig,
    private readonly nodes: ReadonlyMap<NodeId, FleetNode>,
    /** Told of what is more than load and liveness. */
    private readonly onNode: (id: NodeId) => void,
  ) {
    this.index = new FleetIndex(config, nodes)
    this.fleet = { nodes, index: this.index }
  }

  /** A node is new, or anything of it has changed. */
  put(one: Indexed): void {
    if (one.slot < 0) one.slot = this.index.add(one.node)
    else this.index.update(one.slot, one.node)
    if (one.next) one.next.geo = null
    this.onNode(one.node.id)
  }

  /** Its load or liveness has changed. */
  touch(one: Indexed): void {
    if (one.slot >= 0) this.index.touch(one.slot, one.node)
    if (one.next && one.next.slot >= 0) this.next?.touch(one.next.slot, one.node)
  }

  /** Its place was judged anew. The next index has it judged a moment ago. */
  relocate(one: Indexed): void {
    if (one.slot >= 0) this.index.relocate(one.slot, one.node)
    this.onNode(one.node.id)
  }

  drop(one: Indexed): void {
    if (one.slot >= 0) this.index.remove(one.slot)
    if (one.next && one.next.slot >= 0) this.next?.remove(one.next.slot)
    this.onNode(one.node.id)
  }

  /** Begins an index under another configuration. */
  begin(config: CompiledConfig): void {
    this.next = new FleetIndex(config, this.nodes)
  }

  /** Takes a node into it, with its place under that configuration. */
  enter(one: Indexed, geo: NodeGeo): void {
    one.next = { slot: this.next!.enter({ ...one.node, geo }), geo }
  }

  /** Fills its pools, and those of the Subclouds that have been asked for; a step each. */
  *fill(): Generator<void, void> {
    yield this.next!.rebuild()
    for (const slug of this.index.ready) yield this.next!.prepare(slug)
  }

  /** Puts it in the place of the present one, and every node in its place there; `geoOf`: that of a node that is new or has changed. */
  exchange<T extends Indexed>(all: Iterable<T>, geoOf: (one: T) => NodeGeo): void {
    const index = this.next!
    for (const one of all) {
      const { next, node } = one
      one.next = null
      node.geo = next?.geo ?? geoOf(one)
      one.slot = next?.slot ?? -1
      if (one.slot < 0) one.slot = index.add(node)
      else if (next?.geo === null) index.update(one.slot, node)
    }
    // Whoever still holds the old one has no index that is kept current any more, and looks at every node.
    this.fleet.index = undefined
    this.index = index
    this.next = null
    this.fleet = { nodes: this.nodes, index }
  }
}
