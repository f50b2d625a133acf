// What a process knows of the network, in memory: configuration, fleet, gate, keys, and which routers are alive. Whatever is asked is
// answered from here; `replica.ts` reads what is put in, from Postgres or from disk.

import type { GateView } from '@/server/core/activation/types'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { LngLat } from '@/server/core/geo/place'
import type { FleetNode, NodeGeo, NodeId, Snapshot } from '@/server/core/routing/types'
import type { Evidence } from '@/server/core/trust/types'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import type { Judge } from './fleet-places'
import { FleetState } from './fleet-state'
import { remembering } from './gps-country'
import { KnownRouters } from './known-routers'
import { evidenceOf, type GpsCountry, judgeRecord } from './node-geo'
import type { KnownNode, NodeLiveRecord, NodeRecord } from './node-record'
import { defaultKeysMaxAgeMs, type ReplicaSettings } from './settings'
import type { Change } from './types'

const fleetAlone: ReadonlySet<Change> = new Set(['fleet'])

export class NoConfigurationError extends Error {}

export class NetworkState {
  protected config: CompiledConfig | null = null
  protected fleet: FleetState | null = null
  protected gate: GateView = { zones: {}, override: null }
  protected keys: ReadonlyMap<string, ApiKeyRecord> = new Map()
  protected readonly routers = new KnownRouters()
  /** When Postgres was last read, epoch ms. */
  protected refreshedAt: number | null = null
  protected readonly now: () => number
  private current: Snapshot | null = null
  private conditions: Pick<Snapshot, 'spill' | 'panic'> = {}
  private readonly listeners = new Set<(what: ReadonlySet<Change>) => void>()
  private readonly nodeListeners: ((id: NodeId) => void)[] = []
  private readonly gpsCountry: GpsCountry

  constructor(protected readonly settings: ReplicaSettings) {
    this.now = settings.now ?? Date.now
    this.gpsCountry = remembering(settings.gpsCountry)
  }

  snapshot(): Snapshot {
    if (!this.config || !this.fleet) throw new NoConfigurationError('No configuration is loaded yet.')
    if (this.current?.config !== this.config || this.current.gate !== this.gate)
      this.current = { config: this.config, fleet: this.fleet.fleet, gate: this.gate, ...this.conditions }
    return this.current
  }

  key(secretHash: string): ApiKeyRecord | null {
    const key = this.keys.get(secretHash)
    if (!key || this.areKeysTooOld() || (key.expiresAt !== null && key.expiresAt <= this.now())) return null
    return key
  }

  /** Postgres has been away for so long that a revoked key could still be on the list: none is honoured. */
  areKeysTooOld(): boolean {
    return this.refreshedAt === null || this.now() - this.refreshedAt > (this.settings.keysMaxAgeMs ?? defaultKeysMaxAgeMs)
  }

  async stillUnder(configs: readonly CompiledConfig[]): Promise<FleetNode[][]> {
    return this.fleet ? this.fleet.stillUnder(configs) : configs.map(() => [])
  }

  onChange(listener: (what: ReadonlySet<Change>) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  onNode(listener: (id: NodeId) => void): void {
    this.nodeListeners.push(listener)
  }

  /** Takes in a node as this process has just accepted it, ahead of Postgres, and judges it at once. */
  accept(record: NodeRecord, live: NodeLiveRecord, isStored: boolean): FleetNode {
    if (!this.fleet) throw new NoConfigurationError('No configuration is loaded yet.')
    const node = this.fleet.accept(record, live, isStored)
    this.changed('fleet')
    return node
  }

  /** A heartbeat that changes nothing but the live state. */
  acceptLive(live: Omit<NodeLiveRecord, 'failureRate'>): void {
    this.fleet?.setLive(live)
    this.tell(fleetAlone)
  }

  node(id: NodeId): KnownNode | null {
    return this.fleet?.get(id) ?? null
  }

  /** Nothing that a node dated at or before this is accepted of it: what a restart, or another router, knows of its nonces. */
  messageFloor(id: NodeId): number | null {
    return this.fleet?.get(id)?.floor ?? null
  }

  hasModel(model: string): boolean {
    return this.config?.models.has(model) === true || this.fleet?.hasModel(model) === true
  }

  adjustLeased(id: NodeId, by: number): void {
    this.fleet?.adjustLeased(id, by)
  }

  ownLeased(id: NodeId): number {
    return this.fleet?.ownLeased(id) ?? 0
  }

  /** Says whether other routers should hear of it before the node's next heartbeat. */
  setFailureRate(id: NodeId, rate: number): boolean {
    return this.fleet?.setFailureRate(id, rate) === true
  }

  /** The node is set aside until then. */
  setEjected(id: NodeId, until: number): void {
    this.fleet?.setEjected(id, until)
  }

  /** What this process sees of load and silence: part of the snapshot from now on. */
  setConditions(conditions: Pick<Snapshot, 'spill' | 'panic'>): void {
    this.conditions = conditions
    if (this.current) this.current = { ...this.current, ...conditions }
  }

  markStored(ids: readonly NodeId[]): void {
    this.fleet?.markStored(ids)
  }

  /** What the evidence of a node would be judged as now. */
  judge(record: NodeRecord, observedAt: number): NodeGeo {
    return judgeRecord(record, observedAt, this.snapshot().config, this.gpsCountry, this.now())
  }

  evidence(id: NodeId): Evidence | null {
    const entry = this.fleet?.get(id)
    return entry ? evidenceOf(entry.record, entry.live.lastSeenAt, this.gpsCountry) : null
  }

  countryAt(point: LngLat): string | null {
    return this.settings.gpsCountry(point, 0).country
  }

  /** Whether this process has moved the node's failure rate since it last stored it. */
  isRated(id: NodeId): boolean {
    return this.fleet?.isRated(id) === true
  }

  markRated(stored: readonly NodeLiveRecord[]): void {
    this.fleet?.markRated(stored)
  }

  /** Where a router can be reached, or null where none of that id is alive. */
  routerUrl(id: string): string | null {
    return this.routers.urls.get(id) ?? null
  }

  protected async takeConfig(config: CompiledConfig): Promise<void> {
    const swap = () => {
      this.config = config
    }
    if (this.fleet) return this.fleet.changeConfig(config, swap)
    const { routerId = null } = this.settings
    const judge = (...[record, at, under]: Parameters<Judge>) => judgeRecord(record, at, under, this.gpsCountry, this.now())
    this.fleet = new FleetState(config, routerId, judge, (id) => {
      for (const listener of this.nodeListeners) listener(id)
    })
    swap()
  }

  // The same object while nothing changes, so that whoever keeps something beside it can tell.
  protected takeGate(gate: GateView, what: Set<Change>): void {
    if (JSON.stringify(gate) === JSON.stringify(this.gate)) return
    this.gate = gate
    what.add('gate')
  }

  protected changed(...what: Change[]): void {
    if (what.length > 0) this.tell(new Set(what))
  }

  protected tell(what: ReadonlySet<Change>): void {
    for (const listener of this.listeners) listener(what)
  }
}
