// What a process knows of the network without asking Postgres. Follows by notification (a hint) and by polling (the
// promise); keeps the last good state on disk, so that decisions go on while Postgres is away, also after a restart.

import { join } from 'node:path'
import type { GateView } from '@/server/core/activation/types'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { LngLat } from '@/server/core/geo/place'
import type { FleetNode, NodeGeo, NodeId, Snapshot } from '@/server/core/routing/types'
import type { Evidence } from '@/server/core/trust/types'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import { eachInSlices } from '@/server/platform/in-slices'
import { ConfigReader, compileWhole } from './config-reader'
import { FleetReader } from './fleet-reader'
import { FleetState } from './fleet-state'
import { followChanges } from './follow-changes'
import { remembering } from './gps-country'
import { KnownRouters } from './known-routers'
import { loadKeys } from './load-keys'
import { loadPulse } from './load-pulse'
import { evidenceOf, type GpsCountry, judgeRecord } from './node-geo'
import type { NodeLiveRecord, NodeRecord } from './node-record'
import { defaultKeysMaxAgeMs, type ReplicaSettings } from './settings'
import { SingleFlight } from './single-flight'
import { StateKeeper } from './state-keeper'
import type { Replica, ReplicaStatus } from './types'

const SAVE_EVERY_MS = 10_000

export type Change = 'config' | 'fleet' | 'gate' | 'keys'
const fleetAlone: ReadonlySet<Change> = new Set(['fleet'])

export class NoConfigurationError extends Error {}

export class LiveReplica implements Replica {
  private config: CompiledConfig | null = null
  private fleet: FleetState | null = null
  private gate: GateView = { zones: {}, override: null }
  private keys: ReadonlyMap<string, ApiKeyRecord> = new Map()
  private readonly routers = new KnownRouters()
  private current: Snapshot | null = null
  private conditions: Pick<Snapshot, 'spill' | 'panic'> = {}
  private source: ReplicaStatus['source'] = 'none'
  private connected = false
  private refreshedAt: number | null = null
  private keysStamp: string | null = null
  private readonly fleetReader = new FleetReader()
  private readonly configReader: ConfigReader
  /** The newest revision that Postgres has told of. */
  private newest: number | null = null
  private readonly reading = new SingleFlight(() => this.read())
  /** Beside it: a large revision takes seconds, and who was let out or in meanwhile is known all the same. */
  private readonly taking = new SingleFlight(() => this.takeNewest())
  private stopping = false
  private saveTimer: NodeJS.Timeout | undefined
  private stopFollowing: (() => Promise<void>) | null = null
  private readonly listeners = new Set<(what: ReadonlySet<Change>) => void>()
  private readonly keeper: StateKeeper
  private readonly now: () => number
  private readonly gpsCountry: GpsCountry

  constructor(private readonly settings: ReplicaSettings) {
    this.now = settings.now ?? Date.now
    this.gpsCountry = remembering(settings.gpsCountry)
    this.configReader = new ConfigReader(settings.log)
    this.keeper = new StateKeeper(join(settings.dataDir, settings.name), settings.log, this.now)
  }

  async start(): Promise<void> {
    try {
      await this.refresh()
    } catch (error) {
      this.settings.log.warn({ err: error }, 'replica: Postgres cannot be read; starting from the last known good state')
    }
    if (this.source === 'none') await this.restore()
    if (this.source === 'none') {
      throw new NoConfigurationError(
        'There is no configuration yet, neither in Postgres nor on disk. Start web once: it publishes the first one.',
      )
    }
    if (!this.stopping) this.follow()
  }

  async stop(): Promise<void> {
    this.stopping = true
    clearInterval(this.saveTimer)
    await this.stopFollowing?.()
    await this.reading.settled()
    await this.taking.settled()
    await this.save(true)
  }

  snapshot(): Snapshot {
    if (!this.config || !this.fleet) throw new NoConfigurationError('No configuration is loaded yet.')
    if (this.current?.config !== this.config || this.current.gate !== this.gate)
      this.current = { config: this.config, fleet: this.fleet.fleet, gate: this.gate, ...this.conditions }
    return this.current
  }

  status(): ReplicaStatus {
    return {
      ready: this.source !== 'none',
      revision: this.config?.revision ?? null,
      connected: this.connected,
      refreshedAt: this.refreshedAt,
      source: this.source,
      problem: this.configReader.problem,
    }
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

  async refresh(): Promise<void> {
    await this.reading.run()
    await this.taking.run()
    // The first configuration is what the fleet is read into.
    if (this.source === 'none' && this.fleet) await this.reading.run()
  }

  refreshLive(): Promise<void> {
    return this.reading.run()
  }

  onChange(listener: (what: ReadonlySet<Change>) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Takes in a node as this process has just accepted it, ahead of Postgres, and judges it at once. */
  accept(record: NodeRecord, live: NodeLiveRecord, isStored: boolean): FleetNode {
    if (!this.fleet) throw new NoConfigurationError('No configuration is loaded yet.')
    const node = this.fleet.accept(record, live, isStored)
    this.keeper.mark('fleet')
    this.changed('fleet')
    return node
  }

  /** A heartbeat that changes nothing but the live state. */
  acceptLive(live: Omit<NodeLiveRecord, 'failureRate'>): void {
    this.fleet?.setLive(live)
    this.tell(fleetAlone)
  }

  node(id: NodeId): { record: NodeRecord; live: NodeLiveRecord; node: FleetNode } | null {
    return this.fleet?.get(id) ?? null
  }

  /** Nothing that a node dated at or before this is accepted of it: what a restart, or another router, knows of its nonces. */
  messageFloor(id: NodeId): number | null {
    return this.fleet?.get(id)?.floor ?? null
  }

  hasModel(model: string): boolean {
    return this.config?.models.has(model) === true || this.fleet?.hasModel(model) === true
  }

  adjustLeased(id: NodeId, by: number): number {
    return this.fleet?.adjustLeased(id, by) ?? 0
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

  private follow(): void {
    const { databaseUrl, routerId = null, log } = this.settings
    this.saveTimer = setInterval(() => void this.save(), SAVE_EVERY_MS)
    this.saveTimer.unref()
    this.stopFollowing = followChanges({ databaseUrl, ownHint: routerId, refresh: () => this.refresh(), log })
  }

  private async read(): Promise<void> {
    if (this.stopping) return
    const what = new Set<Change>()
    try {
      const { pool } = this.settings
      const pulse = await loadPulse(pool)
      this.newest = pulse.revision
      if (pulse.keysStamp !== this.keysStamp) {
        this.keys = await loadKeys(pool, (id) => this.settings.log.error({ key: id }, 'replica: a key does not parse and opens nothing'))
        this.keysStamp = pulse.keysStamp
        what.add('keys')
      }
      this.takeGate(pulse.gate, what)
      this.routers.take(pulse.routers, this.now())
      if (this.fleet) {
        const { records, states } = await this.fleetReader.read(pool, this.fleet, pulse.xmin, this.routers.urls, this.now())
        if (records > 0) this.keeper.mark('fleet')
        if (records + states > 0) what.add('fleet')
        this.source = 'postgres'
      }
      if (!this.connected && this.source !== 'none') this.settings.log.info('replica: Postgres is back')
      this.connected = true
      this.refreshedAt = this.now()
    } catch (error) {
      if (this.connected) this.settings.log.warn({ err: error }, 'replica: Postgres cannot be reached; going on from memory')
      this.connected = false
      throw error
    } finally {
      this.keeper.mark('access')
      this.changed(...what)
    }
  }

  private async takeNewest(): Promise<void> {
    if (this.stopping) return
    const config = await this.configReader.read(this.settings.pool, this.newest, this.config?.revision ?? null)
    if (!config) return
    await this.takeConfig(config)
    this.keeper.mark('config')
    this.changed('config', 'fleet')
  }

  private async takeConfig(config: CompiledConfig): Promise<void> {
    const swap = () => {
      this.config = config
    }
    if (this.fleet) return this.fleet.changeConfig(config, swap)
    const { routerId = null } = this.settings
    this.fleet = new FleetState(config, routerId, (record, at, under) => judgeRecord(record, at, under, this.gpsCountry, this.now()))
    swap()
  }

  // The same object while nothing changes, so that whoever keeps something beside it can tell.
  private takeGate(gate: GateView, what: Set<Change>): void {
    if (JSON.stringify(gate) === JSON.stringify(this.gate)) return
    this.gate = gate
    what.add('gate')
  }

  private changed(...what: Change[]): void {
    if (what.length > 0) this.tell(new Set(what))
  }

  private tell(what: ReadonlySet<Change>): void {
    if (what.has('fleet')) this.keeper.mark('live')
    if (what.has('gate') || what.has('keys')) this.keeper.mark('access')
    for (const listener of this.listeners) listener(what)
  }

  /** What Postgres had told before it went is newer than what is on disk, and stays. */
  private async restore(): Promise<void> {
    const state = await this.keeper.read()
    if (!state.config) return
    if (!this.config) await this.takeConfig(await compileWhole(state.config.source, state.config.revision))
    if (state.access && this.keysStamp === null) {
      this.gate = state.access.gate
      this.keys = state.access.keys
    }
    this.refreshedAt ??= state.access?.refreshedAt ?? null
    await eachInSlices(state.live, (live) => this.fleet!.putLive(live))
    await eachInSlices(state.fleet, (record) => this.fleet!.putRow(record, 0))
    this.source = 'disk'
    this.settings.log.warn(
      { revision: this.config?.revision, nodes: state.fleet.length },
      'replica: working from the last known good state on disk',
    )
  }

  private save(isLast = false): Promise<void> {
    return this.keeper.save((changed) => {
      const { config, fleet } = this
      return {
        config: changed.config && config ? { revision: config.revision, source: config.source } : null,
        access: changed.access ? { gate: this.gate, keys: this.keys, refreshedAt: this.refreshedAt } : null,
        fleet: changed.fleet && fleet ? fleet.records() : null,
        live: changed.live && fleet ? fleet.states() : null,
      }
    }, isLast)
  }
}
