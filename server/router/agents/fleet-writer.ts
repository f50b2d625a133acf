// Writes what this router learned of nodes into Postgres, coalesced: heartbeats and leases of a quarter of a second are one
// statement. While Postgres is away the newest state of each node waits in memory; decisions have it already.

import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { NodeId } from '@/server/core/routing/types'
import type { NodeLiveRecord, NodeRecord } from '@/server/replica/node-record'
import { type OwnShare, updateNodes, upsertLive } from './write-nodes'

const COALESCE_MS = 200
const RETRY_MS = 1_000
/** Rows a statement: 100,000 nodes are fifty statements, and none holds its locks for long. */
const MAX_ROWS = 2_000

export type FleetWriterSettings = {
  pool: Pool
  routerId: string
  log: Logger
  liveOf: (id: NodeId) => NodeLiveRecord | null
  own: OwnShare
  /** Claims and evidence of these nodes are stored as they were accepted. */
  onStored: (ids: readonly NodeId[]) => void
  /** The failure rates of these nodes are stored. */
  onRated: (ids: readonly NodeId[]) => void
}

export class FleetWriter {
  private records = new Map<NodeId, NodeRecord>()
  private touched = new Set<NodeId>()
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> | null = null
  private isStopped = false

  constructor(private readonly settings: FleetWriterSettings) {}

  get own(): OwnShare {
    return this.settings.own
  }

  /** Claims or evidence of the node changed. */
  put(record: NodeRecord): void {
    this.records.set(record.id, record)
    this.touch(record.id)
  }

  /** The node's live state or leases changed. */
  touch(id: NodeId): void {
    this.touched.add(id)
    if (!this.running) this.schedule(COALESCE_MS)
  }

  /** Writes what waits, once. */
  async stop(): Promise<void> {
    this.isStopped = true
    if (this.timer) clearTimeout(this.timer)
    await this.running
    await this.flush().catch((error) => this.settings.log.warn({ err: error }, 'fleet: the last changes of nodes were not written'))
  }

  private schedule(ms: number): void {
    if (this.timer || this.isStopped) return
    this.timer = setTimeout(() => {
      this.timer = null
      this.running = this.flush()
        .then(
          () => COALESCE_MS,
          (error) => {
            this.settings.log.warn(
              { err: error, waiting: this.touched.size },
              'fleet: Postgres does not take the nodes’ state; trying again',
            )
            return RETRY_MS
          },
        )
        .then((waitMs) => {
          this.running = null
          if (this.touched.size > 0) this.schedule(waitMs)
        })
    }, ms)
  }

  private async flush(): Promise<void> {
    const { pool, routerId, liveOf, own, onRated, onStored } = this.settings
    while (this.touched.size > 0) {
      const ids = [...this.touched].slice(0, MAX_ROWS)
      const records = ids.flatMap((id) => this.records.get(id) ?? [])
      const states = ids.flatMap((id) => liveOf(id) ?? [])
      const rated = ids.filter((id) => own.isRated(id))
      for (const id of ids) {
        this.touched.delete(id)
        this.records.delete(id)
      }
      try {
        if (records.length > 0) {
          await updateNodes(pool, records)
          // Not those that changed again meanwhile.
          onStored(records.flatMap(({ id }) => (this.records.has(id) ? [] : [id])))
        }
        if (states.length > 0) await upsertLive(pool, routerId, states, own)
        onRated(rated)
        await pool.query(`SELECT pg_notify('fleet', '')`)
      } catch (error) {
        for (const record of records) if (!this.records.has(record.id)) this.records.set(record.id, record)
        for (const id of ids) this.touched.add(id)
        throw error
      }
    }
  }
}
