// Where the fleet's nodes are: judged under the configuration in force as records and evidence come in, and all at once, in
// slices, under any other.

import type { CompiledConfig } from '@/server/core/config/compiled'
import type { FleetNode, NodeGeo, NodeId } from '@/server/core/routing/types'
import { holdsUntil } from '@/server/core/trust/judge'
import { eachInSlices, inSlices } from '@/server/platform/in-slices'
import type { Entry } from './fleet-entry'
import type { FleetIndexer } from './fleet-indexer'
import type { NodeRecord } from './node-record'

export type Judge = (record: NodeRecord, observedAt: number, config: CompiledConfig) => NodeGeo
type Judged = { record: NodeRecord; geo: NodeGeo }

/** Verdicts age by the hour; looking again after this long is soon enough. */
const REJUDGE_AFTER_MS = 60_000

export class FleetPlaces {
  constructor(
    private config: CompiledConfig,
    private readonly judge: Judge,
    private readonly fleet: {
      entries: ReadonlyMap<NodeId, Entry>
      byId: ReadonlyMap<NodeId, FleetNode>
      indexer: FleetIndexer
    },
  ) {}

  of(record: NodeRecord, observedAt: number): { geo: NodeGeo; holdsUntil: number } {
    const geo = this.judge(record, observedAt, this.config)
    return { geo, holdsUntil: holdsUntil({ ...record, observedAt }, geo.verdict.judgedAt) }
  }

  /**
   * Judges every node under another configuration and indexes it, in slices, and then calls `swap` and moves all nodes over in
   * one go: no decision ever sees one configuration with places derived from another.
   */
  async change(config: CompiledConfig, swap: () => void): Promise<void> {
    const { entries, indexer } = this.fleet
    const geoOf = ({ record, live }: Entry) => this.judge(record, live.lastSeenAt, config)
    indexer.begin(config)
    await eachInSlices([...entries.values()], (entry) => {
      // Whoever went meanwhile is out of the map by now, and may be back as another.
      if (entries.get(entry.record.id) === entry) indexer.enter(entry, geoOf(entry))
    })
    await inSlices(indexer.fill())
    indexer.exchange(entries.values(), geoOf)
    this.config = config
    swap()
  }

  async stillUnder(configs: readonly CompiledConfig[]): Promise<FleetNode[][]> {
    const { byId, entries } = this.fleet
    const judged: (Map<NodeId, Judged> | null)[] = []
    const inForce = this.config
    for (const config of configs) {
      if (entries.size > 0) await inSlices(config.drawn.prepare())
      judged.push(config === inForce ? null : await this.judgeAll(config))
    }
    // Another one is in force by now, and the nodes are where that one has them.
    if (this.config !== inForce) return this.stillUnder(configs)
    const nodes = Array.from(byId.values(), (node) => ({ ...node }))
    const fleets: FleetNode[][] = []
    for (const [i, config] of configs.entries()) {
      const places = judged[i]
      if (!places) fleets.push(nodes)
      else {
        const fleet: FleetNode[] = []
        await eachInSlices(nodes, (node) => fleet.push({ ...node, geo: this.geoFrom(places, node, config) }))
        fleets.push(fleet)
      }
    }
    return fleets
  }

  async rejudge(now: number): Promise<void> {
    const { entries } = this.fleet
    await eachInSlices([...entries.values()], (entry) => {
      if (now - entry.node.geo.verdict.judgedAt >= REJUDGE_AFTER_MS && entries.get(entry.record.id) === entry) this.judgeAgain(entry, now)
    })
  }

  judgeIfOld(entry: Entry): void {
    const { lastSeenAt } = entry.live
    if (lastSeenAt - entry.node.geo.verdict.judgedAt > REJUDGE_AFTER_MS) this.judgeAgain(entry, lastSeenAt)
  }

  private judgeAgain(entry: Entry, now: number): void {
    if (now < entry.holdsUntil) {
      entry.node.geo.verdict.judgedAt = now
      return
    }
    const { geo, holdsUntil } = this.of(entry.record, entry.live.lastSeenAt)
    entry.node.geo = geo
    entry.holdsUntil = holdsUntil
    this.fleet.indexer.relocate(entry)
  }

  private async judgeAll(config: CompiledConfig): Promise<Map<NodeId, Judged>> {
    const judged = new Map<NodeId, Judged>()
    await eachInSlices([...this.fleet.entries.values()], ({ record, live }) => {
      judged.set(record.id, { record, geo: this.judge(record, live.lastSeenAt, config) })
    })
    return judged
  }

  /** Judged again where the record has changed meanwhile; a node that has gone keeps what it had. */
  private geoFrom(judged: ReadonlyMap<NodeId, Judged>, node: FleetNode, config: CompiledConfig): NodeGeo {
    const entry = this.fleet.entries.get(node.id)
    if (!entry) return node.geo
    const done = judged.get(node.id)
    return done?.record === entry.record ? done.geo : this.judge(entry.record, entry.live.lastSeenAt, config)
  }
}
