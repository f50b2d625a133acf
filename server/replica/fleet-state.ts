// The live fleet in memory: what Postgres says of each node, what this process has accepted ahead of it, and the places
// that follow from both. One FleetNode object a node, changed in place; whatever changes one tells the index.

import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Fleet, FleetNode, NodeId } from '@/server/core/routing/types'
import type { Entry } from './fleet-entry'
import { FleetIndexer } from './fleet-indexer'
import { FleetPlaces, type Judge } from './fleet-places'
import { type LeaseShare, LeaseShares } from './lease-shares'
import type { NodeLiveRecord, NodeRecord } from './node-record'
import { toNode, unseen } from './to-node'

/** A failure rate that others know to within this can wait for the node's next heartbeat. */
const RATE_STEP = 0.01

export class FleetState {
  private readonly entries = new Map<NodeId, Entry>()
  private readonly byId = new Map<NodeId, FleetNode>()
  private readonly indexer: FleetIndexer
  private readonly places: FleetPlaces
  /** Rows of node_live that came before their node. */
  private readonly orphans = new Map<NodeId, NodeLiveRecord>()
  /** Of nodes that are not here: their leases go on. */
  private readonly strayLeases = new Map<NodeId, number>()
  /** When what this process accepted of a node was in Postgres (monotonic ms); infinite until it is. */
  private readonly storedAt = new Map<NodeId, number>()
  /** Nodes whose failure rate this process moved and has not stored yet, with what is stored. */
  private readonly rated = new Map<NodeId, number>()
  private readonly byModel = new Map<string, number>()
  /** Of the other routers. */
  private readonly shares = new LeaseShares()

  constructor(
    config: CompiledConfig,
    readonly routerId: string | null,
    judge: Judge,
    onNode: (id: NodeId) => void = () => {},
  ) {
    const { entries, byId } = this
    this.indexer = new FleetIndexer(config, byId, onNode)
    this.places = new FleetPlaces(config, judge, { entries, byId, indexer: this.indexer })
  }

  /** As decisions take it: live, and the same object while the configuration is. */
  get fleet(): Fleet {
    return this.indexer.fleet
  }

  nodes(): ReadonlyMap<NodeId, FleetNode> {
    return this.byId
  }

  get(id: NodeId): Readonly<Entry> | undefined {
    return this.entries.get(id)
  }

  all(): Iterable<Entry> {
    return this.entries.values()
  }

  *records(): Iterable<NodeRecord> {
    for (const { record } of this.entries.values()) yield record
  }

  *states(): Iterable<NodeLiveRecord> {
    for (const { live } of this.entries.values()) yield live
  }

  get size(): number {
    return this.entries.size
  }

  /** Whether any registered node has the model. */
  hasModel(model: string): boolean {
    return this.byModel.has(model)
  }

  /**
   * Takes in a row of nodes, from a reading that began at `readAt` (monotonic ms). What this process accepted and that
   * reading may not have seen stays, unless the node has registered anew elsewhere; what is not the node's to say counts in any case.
   */
  putRow(row: NodeRecord, readAt: number): void {
    const own = this.entries.get(row.id)?.record
    const isBehind = own !== undefined && readAt <= (this.storedAt.get(row.id) ?? 0) && row.registeredAt <= own.registeredAt
    if (!isBehind) this.storedAt.delete(row.id)
    this.put(isBehind ? { ...own, drainedAt: row.drainedAt, quarantinedUntil: row.quarantinedUntil, cooling: row.cooling } : row)
  }

  /** Takes in a node as this process has accepted it; `isStored`: Postgres has it, else a writer will say when. */
  accept(record: NodeRecord, live: NodeLiveRecord, isStored: boolean): FleetNode {
    this.storedAt.set(record.id, isStored ? performance.now() : Number.POSITIVE_INFINITY)
    return this.put(record, live)
  }

  /** What was accepted of these nodes is in Postgres now. */
  markStored(ids: readonly NodeId[]): void {
    for (const id of ids) if (this.storedAt.has(id)) this.storedAt.set(id, performance.now())
  }

  private put(record: NodeRecord, live?: NodeLiveRecord): FleetNode {
    const before = this.entries.get(record.id)
    const orphan = this.orphans.get(record.id)
    const state = live ?? before?.live ?? orphan ?? unseen(record)
    this.orphans.delete(record.id)
    this.countModels(before?.record.models ?? [], -1)
    this.countModels(record.models, 1)
    const { geo, holdsUntil } = this.places.of(record, state.lastSeenAt)
    const own = before?.own ?? this.strayLeases.get(record.id) ?? 0
    const others = before?.others ?? this.shares.of(record.id)
    const leased = own + others
    const elsewhere = before && state === before.live ? before.elsewhere : beyond(state.inFlight, leased)
    const fresh = toNode(record, state, geo, leased, elsewhere)
    const floor = orphan?.lastMessageAt ?? 0
    const entry: Entry = before ?? { record, live: state, node: fresh, holdsUntil, elsewhere, slot: -1, next: null, own, others, floor }
    Object.assign(entry, { record, live: state, holdsUntil, elsewhere, own, others })
    this.strayLeases.delete(record.id)
    Object.assign(entry.node, fresh)
    this.entries.set(record.id, entry)
    this.byId.set(record.id, entry.node)
    this.indexer.put(entry)
    return entry.node
  }

  /** Takes in what a node says of how it is. In place: an object a message would outlive collections until the next one. */
  setLive({ nodeId, inFlight, lastSeenAt, liveUntil, lastMessageAt }: Omit<NodeLiveRecord, 'failureRate'>): void {
    const entry = this.entries.get(nodeId)
    if (!entry) return
    const { live, node } = entry
    live.inFlight = inFlight
    live.lastSeenAt = node.lastSeenAt = lastSeenAt
    live.liveUntil = node.liveUntil = liveUntil
    live.lastMessageAt = lastMessageAt
    entry.elsewhere = beyond(inFlight, node.leased)
    node.inFlight = entry.elsewhere + node.leased
    this.indexer.touch(entry)
    this.places.judgeIfOld(entry)
  }

  /** Takes in a row of node_live; where it is older than what is known, only its failure rate counts. */
  putLive(live: NodeLiveRecord): void {
    const entry = this.entries.get(live.nodeId)
    if (!entry) {
      this.orphans.set(live.nodeId, live)
      return
    }
    const failureRate = this.rated.has(live.nodeId) ? entry.live.failureRate : live.failureRate
    const isNewer = live.lastMessageAt > entry.live.lastMessageAt
    if (!isNewer && failureRate === entry.live.failureRate) return
    entry.live = { ...(isNewer ? live : entry.live), failureRate }
    const { node } = entry
    node.failureRate = failureRate
    if (isNewer) {
      entry.floor = live.lastMessageAt
      entry.elsewhere = beyond(live.inFlight, node.leased)
      node.lastSeenAt = live.lastSeenAt
      node.liveUntil = live.liveUntil
    }
    this.count(entry)
    this.places.judgeIfOld(entry)
  }

  /** A lease of this process was taken (+1) or ended (−1): counts at once, ahead of Postgres. */
  adjustLeased(id: NodeId, by: number): void {
    const entry = this.entries.get(id)
    const own = Math.max(0, (entry?.own ?? this.strayLeases.get(id) ?? 0) + by)
    if (entry) {
      entry.own = own
      this.count(entry)
    } else if (own === 0) this.strayLeases.delete(id)
    else this.strayLeases.set(id, own)
  }

  ownLeased(id: NodeId): number {
    return this.entries.get(id)?.own ?? this.strayLeases.get(id) ?? 0
  }

  /** Says whether others should hear of it before the node's next heartbeat. */
  setFailureRate(id: NodeId, rate: number): boolean {
    const entry = this.entries.get(id)
    if (!entry || rate === entry.live.failureRate) return false
    const stored = this.rated.get(id) ?? entry.live.failureRate
    this.rated.set(id, stored)
    entry.node.failureRate = rate
    entry.live = { ...entry.live, failureRate: rate }
    this.indexer.touch(entry)
    return Math.abs(rate - stored) >= RATE_STEP
  }

  isRated(id: NodeId): boolean {
    return this.rated.has(id)
  }

  /** These failure rates are stored; some may have moved on meanwhile. */
  markRated(stored: readonly NodeLiveRecord[]): void {
    for (const { nodeId, failureRate } of stored) {
      if (this.entries.get(nodeId)?.live.failureRate === failureRate) this.rated.delete(nodeId)
      else if (this.rated.has(nodeId)) this.rated.set(nodeId, failureRate)
    }
  }

  setEjected(id: NodeId, until: number): void {
    const entry = this.entries.get(id)
    if (!entry) return
    entry.node.ejectedUntil = until
    this.indexer.touch(entry)
  }

  knowsLeasesOf(routerId: string): boolean {
    return this.shares.knows(routerId)
  }

  /** Takes in which other routers are alive, and what they have leased: what changed, and everything of those that are met only now. */
  putLeases(alive: ReadonlySet<string>, changed: readonly LeaseShare[]): void {
    // What a router that is gone had leased is work all the same until the node says otherwise.
    for (const { nodeId, leased } of this.shares.dropGone(alive)) this.moveShare(nodeId, -leased, leased)
    const met = new Set([...alive].filter((id) => !this.shares.knows(id)))
    for (const id of met) this.shares.meet(id)
    // What one had that is met only now was in the report already.
    for (const share of changed) {
      const by = this.shares.set(share)
      this.moveShare(share.nodeId, by, met.has(share.routerId) ? -by : 0)
    }
  }

  private moveShare(id: NodeId, leased: number, reported: number): void {
    const entry = this.entries.get(id)
    if (!entry || leased === 0) return
    entry.others += leased
    if (reported !== 0) entry.elsewhere = Math.min(entry.live.inFlight, Math.max(0, entry.elsewhere + reported))
    this.count(entry)
  }

  remove(id: NodeId): void {
    const entry = this.entries.get(id)
    if (!entry) return
    this.countModels(entry.record.models, -1)
    this.indexer.drop(entry)
    if (entry.own > 0) this.strayLeases.set(id, entry.own)
    this.entries.delete(id)
    this.storedAt.delete(id)
    this.rated.delete(id)
    this.byId.delete(id)
  }

  /** Moves all nodes over to another configuration in one go, once they are judged and indexed under it; `swap` is called just before. */
  changeConfig(config: CompiledConfig, swap: () => void): Promise<void> {
    return this.places.change(config, swap)
  }

  /** The fleet of one moment, copied, as it is under each of these configurations. Judged in slices. */
  stillUnder(configs: readonly CompiledConfig[]): Promise<FleetNode[][]> {
    return this.places.stillUnder(configs)
  }

  /** Judges anew what was judged a while ago, in slices: evidence ages without anything else changing. */
  rejudge(now: number): Promise<void> {
    return this.places.rejudge(now)
  }

  private count(entry: Entry): void {
    const { node, elsewhere, own, others } = entry
    node.leased = own + others
    node.inFlight = elsewhere + node.leased
    this.indexer.touch(entry)
  }

  private countModels(models: readonly string[], by: number): void {
    for (const model of models) {
      const count = (this.byModel.get(model) ?? 0) + by
      if (count > 0) this.byModel.set(model, count)
      else this.byModel.delete(model)
    }
  }
}

const beyond = (inFlight: number, leased: number): number => Math.max(0, inFlight - leased)
