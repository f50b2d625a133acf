// What a process knows of the network without asking Postgres. Follows by notification (a hint) and by polling (the
// promise); keeps the last good state on disk, so that decisions go on while Postgres is away, also after a restart.

import { join } from 'node:path'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { GateView } from '@/server/core/activation/types'
import { compileConfig } from '@/server/core/config/compile'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Config } from '@/server/core/config/schema'
import type { FleetNode, NodeId, Snapshot } from '@/server/core/routing/types'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import { listen } from '@/server/platform/db/listen'
import { FleetState } from './fleet-state'
import { loadConfig } from './load-config'
import { loadKeys } from './load-keys'
import { loadLive, loadNodeIds, loadNodes } from './load-nodes'
import { loadPulse, type Pulse } from './load-pulse'
import { type GpsCountry, judgeRecord } from './node-geo'
import type { NodeLiveRecord, NodeRecord } from './node-record'
import { readState, type StateFiles, writeState } from './state-files'
import type { Replica, ReplicaStatus } from './types'

export type ReplicaSettings = {
  pool: Pool
  /** For LISTEN; null: polling only. */
  databaseUrl: string | null
  /** The last known good state is kept in `<dataDir>/<name>`. */
  dataDir: string
  name: string
  log: Logger
  gpsCountry: GpsCountry
  /** The router whose own leases are counted from memory; null in web. */
  routerId?: string | null
  pollMs?: number
  saveMs?: number
  /** Without Postgres, keys are honoured for so long after it was last reached. */
  keysMaxAgeMs?: number
  now?: () => number
}

export type Change = 'config' | 'fleet' | 'gate' | 'keys'

export const defaultKeysMaxAgeMs = 24 * 3_600_000

export class NoConfigurationError extends Error {}

export class LiveReplica implements Replica {
  private config: CompiledConfig | null = null
  private fleet: FleetState | null = null
  private gate: GateView = { zones: {}, override: null }
  private keys: ReadonlyMap<string, ApiKeyRecord> = new Map()
  private routerUrls: ReadonlyMap<string, string> = new Map()
  private current: Snapshot | null = null
  private source: ReplicaStatus['source'] = 'none'
  private connected = false
  private refreshedAt: number | null = null
  private problem: string | null = null
  private badRevision: number | null = null
  private keysStamp: string | null = null
  private xmin = '0'
  private countedAt = 0
  private rejudgedAt = 0
  private running: Promise<void> | null = null
  private again: Promise<void> | null = null
  private stopping = false
  private readonly timers: NodeJS.Timeout[] = []
  private stopListening: (() => Promise<void> | void) | null = null
  private readonly listeners = new Set<(what: ReadonlySet<Change>) => void>()
  private readonly dirty: Record<keyof StateFiles, boolean> = { config: false, access: false, fleet: false }
  private saving: Promise<void> = Promise.resolve()
  private readonly now: () => number
  private readonly dir: string

  constructor(private readonly settings: ReplicaSettings) {
    this.now = settings.now ?? Date.now
    this.dir = join(settings.dataDir, settings.name)
  }

  async start(): Promise<void> {
    try {
      await this.read()
    } catch (error) {
      this.settings.log.warn({ err: error }, 'replica: Postgres cannot be read; starting from the last known good state')
      if (!this.config) await this.restore()
    }
    if (!this.config) {
      throw new NoConfigurationError('There is no configuration yet, neither in Postgres nor on disk. Start web once: it publishes the first one.')
    }
    this.follow()
  }

  async stop(): Promise<void> {
    this.stopping = true
    for (const timer of this.timers) clearInterval(timer)
    await this.stopListening?.()
    await this.again?.catch(() => {})
    await this.running?.catch(() => {})
    await this.save()
  }

  snapshot(): Snapshot {
    if (!this.config || !this.fleet) throw new NoConfigurationError('No configuration is loaded yet.')
    const fleet = this.fleet.nodes()
    if (!this.current || this.current.config !== this.config || this.current.gate !== this.gate) {
      this.current = { config: this.config, fleet: { nodes: fleet }, gate: this.gate }
    } else if (this.current.fleet.nodes !== fleet) {
      this.current.fleet = { nodes: fleet }
    }
    return this.current
  }

  status(): ReplicaStatus {
    return {
      ready: this.config !== null,
      revision: this.config?.revision ?? null,
      connected: this.connected,
      refreshedAt: this.refreshedAt,
      source: this.source,
      problem: this.problem,
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

  /** One refresh at a time; a call during one gets a whole one after it. */
  refresh(): Promise<void> {
    if (!this.running) return this.track(this.read())
    this.again ??= this.running
      .catch(() => {})
      .then(() => {
        this.again = null
        return this.track(this.read())
      })
    return this.again
  }

  onChange(listener: (what: ReadonlySet<Change>) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  applyNode(node: FleetNode): void {
    this.fleet?.putNode(node)
    this.changed('fleet')
  }

  removeNode(id: NodeId): void {
    this.fleet?.remove(id)
    this.changed('fleet')
  }

  /** Takes in a node as this process has just accepted it, ahead of Postgres, and judges it at once. */
  accept(record: NodeRecord, live: NodeLiveRecord): FleetNode {
    if (!this.fleet) throw new NoConfigurationError('No configuration is loaded yet.')
    const node = this.fleet.put(record, live)
    this.changed('fleet')
    return node
  }

  /** A heartbeat that changes nothing but the live state. */
  acceptLive(live: NodeLiveRecord): void {
    this.fleet?.setLive(live)
    this.changed('fleet')
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

  setFailureRate(id: NodeId, rate: number): void {
    this.fleet?.setFailureRate(id, rate)
  }

  /** Where a router can be reached, or null where none of that id is alive. */
  routerUrl(id: string): string | null {
    return this.routerUrls.get(id) ?? null
  }

  private follow(): void {
    const { pollMs = 700, saveMs = 10_000, databaseUrl, log } = this.settings
    const poll = () => void this.refresh().catch(() => {})
    this.timers.push(setInterval(poll, pollMs), setInterval(() => void this.save(), saveMs))
    for (const timer of this.timers) timer.unref()
    if (databaseUrl) {
      const listening = listen(databaseUrl, ['config', 'fleet', 'gate', 'keys'], poll, {
        onConnect: poll,
        onError: (error) => log.debug({ err: error }, 'replica: notifications are interrupted; polling goes on'),
      })
      this.stopListening = () => listening.stop()
    }
  }

  private track(reading: Promise<void>): Promise<void> {
    this.running = reading
    const done = () => {
      if (this.running === reading) this.running = null
    }
    reading.then(done, done)
    return reading
  }

  private async read(): Promise<void> {
    if (this.stopping) return
    const what = new Set<Change>()
    try {
      const { pool } = this.settings
      const pulse = await loadPulse(pool)
      await this.readConfig(pulse, what)
      if (!this.fleet) throw new NoConfigurationError('No configuration is published yet.')
      if (pulse.keysStamp !== this.keysStamp) {
        this.keys = await loadKeys(pool, (id) => this.settings.log.error({ key: id }, 'replica: a key does not parse and opens nothing'))
        this.keysStamp = pulse.keysStamp
        what.add('keys')
      }
      await this.readFleet(pulse, what)
      this.takeGate(pulse.gate, what)
      this.routerUrls = pulse.routers
      if (!this.connected && this.source !== 'none') this.settings.log.info('replica: Postgres is back')
      this.connected = true
      this.refreshedAt = this.now()
      this.source = 'postgres'
    } catch (error) {
      if (this.connected) this.settings.log.warn({ err: error }, 'replica: Postgres cannot be reached; going on from memory')
      this.connected = false
      throw error
    } finally {
      this.dirty.access = true
      this.changed(...what)
    }
  }

  private async readConfig(pulse: Pulse, what: Set<Change>): Promise<void> {
    const { revision } = pulse
    if (revision === null || revision === this.config?.revision || revision === this.badRevision) return
    const loaded = await loadConfig(this.settings.pool, revision)
    if (!loaded.ok) {
      this.badRevision = revision
      this.problem = `Revision ${revision} cannot be used (${loaded.reason}); revision ${this.config?.revision ?? 'none'} stays in force.`
      this.settings.log.error({ revision, reason: loaded.reason }, 'replica: a published revision cannot be used; the last good one stays in force')
      return
    }
    await this.takeConfig(loaded.config, revision)
    this.problem = null
    this.badRevision = null
    what.add('config').add('fleet')
  }

  private async takeConfig(source: Config, revision: number): Promise<void> {
    const config = compileConfig(source, revision)
    if (this.fleet) await this.fleet.changeConfig(config, () => this.swapConfig(config))
    else {
      const { gpsCountry, routerId = null } = this.settings
      this.fleet = new FleetState(config, routerId, (record, at, under) => judgeRecord(record, at, under, gpsCountry, this.now()))
      this.swapConfig(config)
    }
    this.dirty.config = true
  }

  private swapConfig(config: CompiledConfig): void {
    this.config = config
  }

  private async readFleet(pulse: Pulse, what: Set<Change>): Promise<void> {
    const { pool } = this.settings
    const fleet = this.fleet!
    fleet.setAliveRouters(new Set(pulse.routers.keys()))
    const [records, lives] = [await loadNodes(pool, this.xmin), await loadLive(pool, this.xmin)]
    for (const record of records) fleet.put(record)
    for (const live of lives) fleet.putLive(live)
    // Deleted rows do not show in a reading by transaction: look for them when the count is off, once in a while.
    if (pulse.nodeCount < fleet.size && this.now() - this.countedAt > 10_000) {
      this.countedAt = this.now()
      const ids = await loadNodeIds(pool)
      for (const { record } of [...fleet.all()]) if (!ids.has(record.id)) fleet.remove(record.id)
    }
    if (this.now() - this.rejudgedAt > 60_000) {
      this.rejudgedAt = this.now()
      await fleet.rejudge(this.now())
    }
    this.xmin = pulse.xmin
    if (records.length + lives.length > 0) what.add('fleet')
  }

  // The same object while nothing changes, so that whoever keeps something beside it can tell.
  private takeGate(gate: GateView, what: Set<Change>): void {
    if (JSON.stringify(gate) === JSON.stringify(this.gate)) return
    this.gate = gate
    what.add('gate')
  }

  private changed(...what: Change[]): void {
    if (what.length === 0) return
    if (what.includes('fleet')) this.dirty.fleet = true
    if (what.includes('gate') || what.includes('keys')) this.dirty.access = true
    const set = new Set(what)
    for (const listener of this.listeners) listener(set)
  }

  private async restore(): Promise<void> {
    const state = await readState(this.dir, (path, reason) => this.settings.log.warn({ path, reason }, 'replica: ignoring a damaged file'))
    if (!state.config) return
    await this.takeConfig(state.config.source, state.config.revision)
    this.source = 'disk'
    if (state.access) {
      this.gate = state.access.gate
      this.keys = state.access.keys
      this.refreshedAt = state.access.refreshedAt
    }
    for (const { record, live } of state.fleet) {
      this.fleet!.putLive(live)
      this.fleet!.put(record)
    }
    this.dirty.config = false
    this.settings.log.warn({ revision: state.config.revision, nodes: state.fleet.length }, 'replica: working from the last known good state on disk')
  }

  private save(): Promise<void> {
    this.saving = this.saving.then(() => this.saveNow()).catch((error) => this.settings.log.error({ err: error }, 'replica: cannot save the last known good state'))
    return this.saving
  }

  private async saveNow(): Promise<void> {
    const { config, fleet } = this
    if (!config || !fleet) return
    const pending = { ...this.dirty }
    this.dirty.config = this.dirty.access = this.dirty.fleet = false
    await writeState(this.dir, this.now(), {
      config: pending.config ? { revision: config.revision, source: config.source } : null,
      access: pending.access ? { gate: this.gate, keys: this.keys, refreshedAt: this.refreshedAt } : null,
      fleet: pending.fleet ? [...fleet.all()].map(({ record, live }) => ({ record, live })) : null,
    })
  }
}
