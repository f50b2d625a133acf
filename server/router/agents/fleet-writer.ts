// Writes what this router learned of nodes into Postgres, coalesced: what happened within half a second is a statement or two. While
// Postgres is away the newest state of each node waits in memory; decisions have it already.

import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { NodeId } from '@/server/core/routing/types'
import type { NodeLiveRecord, NodeRecord } from '@/server/replica/node-record'
import { ToldLeases } from './told-leases'
import { updateNodes, upsertLeases, upsertLive } from './write-nodes'

/** With the 700 ms that others poll by: what a lease takes is seen everywhere well within 2 s. */
const COALESCE_MS = 500
const RETRY_MS = 1_000
/** Rows a statement: writing one out holds up the event loop for well under a millisecond, and its locks nobody for long. */
const MAX_ROWS = 500

export type FleetWriterSettings = {
  pool: Pool
  routerId: string
  log: Logger
  liveOf: (id: NodeId) => NodeLiveRecord | null
  /** The open leases of this router on the node. */
  leasedOf: (id: NodeId) => number
  /** Whether this router has moved the node's failure rate since it last stored it; else what is stored stays. */
  isRated: (id: NodeId) => boolean
  /** Claims and evidence of these nodes are stored as they were accepted. */
  onStored: (ids: readonly NodeId[]) => void
  /** The failure rates of these nodes are stored. */
  onRated: (states: readonly NodeLiveRecord[]) => void
}

export class FleetWriter {
  private readonly records = new Map<NodeId, NodeRecord>()
  private readonly touched = new Set<NodeId>()
  private readonly leases: ToldLeases
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> | null = null
  private isStopped = false

  constructor(private readonly settings: FleetWriterSettings) {
    this.leases = new ToldLeases(settings.leasedOf)
  }

  /** Claims or evidence of the node changed. */
  put(record: NodeRecord): void {
    this.records.set(record.id, record)
    this.touch(record.id)
  }

  /** The node's live state changed. */
  touch(id: NodeId): void {
    this.touched.add(id)
    if (!this.running) this.schedule(COALESCE_MS)
  }

  /** A lease of this router on the node was taken or has ended. */
  touchLeases(id: NodeId): void {
    this.leases.touch(id)
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
          if (this.touched.size > 0 || this.leases.isWaiting) this.schedule(waitMs)
        })
    }, ms)
  }

  /** Writes what waits by now; what is touched meanwhile is for the next time. */
  private async flush(): Promise<void> {
    const { pool, routerId } = this.settings
    try {
      const ids = [...this.touched]
      for (const part of inParts(ids)) await this.writeNodes(part)
      const news = this.leases.news()
      for (const part of inParts(news)) await upsertLeases(pool, routerId, part)
      if (ids.length + news.length > 0) await pool.query(`SELECT pg_notify('fleet', $1)`, [routerId])
    } catch (error) {
      this.leases.doubt()
      throw error
    }
  }

  private async writeNodes(ids: readonly NodeId[]): Promise<void> {
    const { pool, routerId, liveOf, isRated, onRated, onStored } = this.settings
    const records = ids.flatMap((id) => this.records.get(id) ?? [])
    const states = ids.flatMap((id) => liveOf(id) ?? [])
    const rated = states.filter(({ nodeId }) => isRated(nodeId))
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
      if (states.length > 0) await upsertLive(pool, routerId, states, isRated)
      onRated(rated)
    } catch (error) {
      for (const record of records) if (!this.records.has(record.id)) this.records.set(record.id, record)
      for (const id of ids) this.touched.add(id)
      throw error
    }
  }
}

function* inParts<T>(all: readonly T[]): Iterable<readonly T[]> {
  for (let i = 0; i < all.length; i += MAX_ROWS) yield all.slice(i, i + MAX_ROWS)
}
