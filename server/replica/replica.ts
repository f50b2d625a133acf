// Keeps what a process knows of the network at what Postgres says. Follows by notification (a hint) and by polling (the promise);
// keeps the last good state on disk, so that decisions go on while Postgres is away, also after a restart.

import { join } from 'node:path'
import type { FleetNode } from '@/server/core/routing/types'
import { eachInSlices } from '@/server/platform/in-slices'
import { ConfigReader, compileWhole } from './config-reader'
import { FleetReader } from './fleet-reader'
import { followChanges } from './follow-changes'
import { loadKeys } from './load-keys'
import { loadPulse } from './load-pulse'
import { NetworkState, NoConfigurationError } from './network-state'
import type { NodeLiveRecord, NodeRecord } from './node-record'
import type { ReplicaSettings } from './settings'
import { SingleFlight } from './single-flight'
import { StateKeeper } from './state-keeper'
import type { Change, Replica, ReplicaStatus } from './types'

const SAVE_EVERY_MS = 10_000

export class LiveReplica extends NetworkState implements Replica {
  private source: ReplicaStatus['source'] = 'none'
  private connected = false
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
  private readonly keeper: StateKeeper

  constructor(settings: ReplicaSettings) {
    super(settings)
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
    // Postgres is there, and its newest configuration alone cannot be used: how the fleet is, it tells.
    if (this.source === 'disk' && this.connected) await this.reading.run()
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

  async refresh(): Promise<void> {
    await this.reading.run()
    await this.taking.run()
    // The first configuration is what the fleet is read into.
    if (this.source === 'none' && this.fleet) await this.reading.run()
  }

  refreshLive(): Promise<void> {
    return this.reading.run()
  }

  override accept(record: NodeRecord, live: NodeLiveRecord, isStored: boolean): FleetNode {
    const node = super.accept(record, live, isStored)
    this.keeper.mark('fleet')
    return node
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

  protected override tell(what: ReadonlySet<Change>): void {
    if (what.has('fleet')) this.keeper.mark('live')
    if (what.has('gate') || what.has('keys')) this.keeper.mark('access')
    super.tell(what)
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
      const { config } = this
      // Web starts only where Postgres answers, which then tells of the fleet: nobody would read it.
      const fleet = this.settings.routerId ? this.fleet : null
      return {
        config: changed.config && config ? { revision: config.revision, source: config.source } : null,
        access: changed.access ? { gate: this.gate, keys: this.keys, refreshedAt: this.refreshedAt } : null,
        fleet: changed.fleet && fleet ? fleet.records() : null,
        live: changed.live && fleet ? fleet.states() : null,
      }
    }, isLast)
  }
}
