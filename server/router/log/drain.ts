// Moves spooled records into Postgres, in order and in batches. While Postgres is away it waits and tries again; the
// cursor moves only after a batch is committed, and insertion is idempotent by id, so that a crash between the two
// costs a repetition that changes nothing.

import { appendFileSync, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { type Cursor, isAt } from './cursor'
import { insertBatch } from './insert-batch'
import { isJson } from './record'
import { segmentPath } from './segments'
import type { Spool } from './spool'

export type DrainSettings = {
  spool: Spool
  pool: Pool
  log: Logger
  onDrained?: (rows: number) => void
}

/** What arrives is collected for so long, or until it is enough: each batch has a price of its own. A row can be read well within 3 s. */
const COALESCE_MS = 50
const ENOUGH_BYTES = 256 * 1024
const BATCH_BYTES = 8 * 1024 * 1024
const BACKOFF_MS = { first: 200, last: 5_000 }

export class Drain {
  private running: Promise<void> | null = null
  private stopping = false
  /** Nobody waits any more, and the spool may be closed. */
  private isOverdue = false
  private wake: () => void = () => {}
  private behindSince: number | null = null

  constructor(private readonly settings: DrainSettings) {
    settings.spool.onWritten(() => {
      this.behindSince ??= Date.now()
      this.wake()
    })
  }

  start(): void {
    const { from, to } = this.settings.spool.range()
    if (!isAt(from, to)) this.behindSince = Date.now()
    this.running ??= this.run()
  }

  /** Milliseconds since the spool last was empty; 0 while it is. */
  lagMs(): number {
    return this.behindSince === null ? 0 : Date.now() - this.behindSince
  }

  /** Drains what is there, for at most `withinMs`, then stops; the rest stays spooled for the next start. */
  async stop(withinMs: number): Promise<void> {
    this.stopping = true
    this.wake()
    if (!this.running) return
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs)
    })
    await Promise.race([this.running, limit])
    clearTimeout(timer)
    this.isOverdue = true
  }

  private isDue(): boolean {
    return this.stopping || this.settings.spool.heldBytes() >= ENOUGH_BYTES
  }

  private async run(): Promise<void> {
    let backoffMs = BACKOFF_MS.first
    for (;;) {
      try {
        const moved = await this.step()
        if (this.isOverdue) return
        backoffMs = BACKOFF_MS.first
        if (moved === 0) {
          this.behindSince = null
          if (this.stopping) return
          await this.pause(null, () => true)
        }
        if (!this.isDue()) await this.pause(COALESCE_MS, () => this.isDue())
      } catch (error) {
        if (this.isOverdue) return
        this.settings.log.warn({ err: error, retryInMs: backoffMs }, 'log: Postgres does not take the spool; trying again')
        if (this.stopping) return
        await this.pause(backoffMs, () => this.stopping)
        backoffMs = Math.min(backoffMs * 2, BACKOFF_MS.last)
      }
    }
  }

  private async step(): Promise<number> {
    const { spool, pool } = this.settings
    const { from } = spool.range()
    const batch = await spool.next(BATCH_BYTES)
    if (batch.damaged) this.keepDamaged(batch.damaged)
    if (batch.records.length === 0 && isAt(batch.end, from)) return 0
    const rejected = await insertBatch(pool, batch.records)
    // What it moved without the cursor is moved again at the next start, and left out there.
    if (this.isOverdue) return 0
    this.setAside(rejected)
    spool.advance(batch.end)
    const rows = batch.records.reduce((sum, { count }) => sum + count, 0)
    this.settings.onDrained?.(rows)
    return Math.max(1, rows)
  }

  private keepDamaged(at: Cursor): void {
    const path = segmentPath(this.settings.spool.dir, at.segment)
    copyFileSync(path, `${path}.damaged`)
    this.settings.log.error(at, 'log: a spooled segment is damaged from here on; a copy is kept as .damaged')
  }

  private setAside(rejected: Awaited<ReturnType<typeof insertBatch>>): void {
    for (const { record, reason } of rejected) {
      this.settings.log.error({ reason }, 'log: no table takes this record; it is kept in rejected.ndjson')
      const { kind, rows } = record
      const line = JSON.stringify({ reason, kind, record: rows.toString(isJson(kind) ? 'utf8' : 'base64') })
      appendFileSync(join(this.settings.spool.dir, 'rejected.ndjson'), `${line}\n`)
    }
  }

  /** Until it is woken, by a write or by stopping, and `isOver` then; where a time is given, no longer than that. */
  private pause(ms: number | null, isOver: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === null ? undefined : setTimeout(resolve, ms)
      this.wake = () => {
        if (!isOver()) return
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
