// The router's local log: every decision is appended here before its answer leaves. One write(2) an event-loop turn
// takes all decisions of the turn; the answers are released after it, and fsync follows within 50 ms. So the death of
// the process loses nothing that was answered, and a power cut at most 50 ms.

import { close, closeSync, fdatasync, ftruncateSync, mkdirSync, openSync, unlink, writeSync } from 'node:fs'
import type { Logger } from 'pino'
import type { CopyWriter } from './copy-writer'
import { type Cursor, CursorFile, isAt } from './cursor'
import { OpenRecord, type Sealed } from './open-record'
import { type Batch, ReadBuffer, readBatch } from './read-batch'
import { listSegments, readCursor, recoverSegments, segmentBytes, segmentPath } from './segments'
import { lockSpool } from './spool-lock'
import { Tail } from './tail'

export type SpoolSettings = {
  dir: string
  /** Bytes not yet in Postgres beyond which decisions are refused. */
  maxBytes: number
  /** A segment is closed and the next one begun at this size. */
  segmentBytes: number
  /** What is kept in memory of it until it is in Postgres. */
  tailBytes?: number
  log: Logger
}

/** Leaves half of the 50 ms to the disk. */
const FSYNC_AFTER_MS = 25
/** After a failed write (disk full, I/O error) the next attempt waits this long; until then appends are refused. */
const RETRY_AFTER_MS = 1_000
/** How leases ended may still be written when decisions are refused: they are small, and free slots. */
const OUTCOME_HEADROOM = 1.1

/** A second and a half of a busy router's. */
const TAIL_BYTES = 32 * 1024 * 1024
/** A record is written at this size, though the turn is not over. */
const RECORD_BYTES = 1024 * 1024

/** The rows of one event-loop turn share one write, and one promise of it. */
type Turn = { timer: NodeJS.Immediate; written: Promise<void>; settle: (error: Error | null) => void }

export class Spool {
  private readonly release: () => void
  private readonly decisions = new OpenRecord('F')
  private readonly outcomes = new OpenRecord('O')
  private readonly tail: Tail
  private readonly readInto = new ReadBuffer()
  private turn: Turn | null = null
  private syncTimer: NodeJS.Timeout | null = null
  private fd: number | null = null
  private segment: number
  private offset = 0
  /** Where the last record ends; what is written next follows on it, be it in another segment. */
  private end: Cursor
  /** The closed segments that still hold undrained records, in order, and the bytes of all of them. */
  private readonly closedSegments: { segment: number; bytes: number }[] = []
  private closedBytes = 0
  private cursor: Cursor
  private readonly cursorFile: CursorFile
  private failedAt = 0
  private closed = false
  private listener: () => void = () => {}

  constructor(private readonly settings: SpoolSettings) {
    mkdirSync(settings.dir, { recursive: true, mode: 0o700 })
    this.release = lockSpool(settings.dir)
    this.tail = new Tail(settings.tailBytes ?? TAIL_BYTES)
    this.cursor = readCursor(settings.dir)
    for (const torn of recoverSegments(settings.dir, this.cursor)) settings.log.warn(torn, 'spool: set a torn tail aside')
    this.cursorFile = new CursorFile(settings.dir)
    const existing = listSegments(settings.dir)
    for (const segment of existing) this.noteClosed(segment, segmentBytes(settings.dir, segment))
    // Never append to a file of an earlier run: its end is known, and stays so.
    this.segment = Math.max(this.cursor.segment, existing.at(-1) ?? 0) + 1
    this.end = { segment: this.segment, offset: 0 }
  }

  /** A row as COPY has it, which `write` appends; resolves once it is in the file, or rejects with the reason why it is not. */
  append<T>(kind: 'F' | 'O', write: (to: CopyWriter, row: T) => void, row: T): Promise<void> {
    const record = kind === 'F' ? this.decisions : this.outcomes
    record.add(write, row)
    this.turn ??= this.openTurn()
    const { written } = this.turn
    if (record.bytes >= RECORD_BYTES) this.write()
    return written
  }

  /** Whether a decision would be taken now. */
  isWritable(): boolean {
    return !this.closed && this.heldBytes() < this.settings.maxBytes && Date.now() - this.failedAt >= RETRY_AFTER_MS
  }

  /** Whether an outcome would be taken now. */
  isWritableForOutcomes(): boolean {
    return !this.closed && this.heldBytes() < this.settings.maxBytes * OUTCOME_HEADROOM
  }

  /** Bytes waiting for Postgres. */
  heldBytes(): number {
    return Math.max(0, this.closedBytes + this.offset + this.decisions.bytes + this.outcomes.bytes - this.cursor.offset)
  }

  /** Called after every write. */
  onWritten(listener: () => void): void {
    this.listener = listener
  }

  /**
   * Where the records that may be drained begin and end: that is where the last one ends, though its segment be closed. The start of
   * the next segment is another cursor for the same place, at which nothing that is written later would be looked for.
   */
  range(): { from: Cursor; to: Cursor } {
    return { from: this.cursor, to: this.end }
  }

  /**
   * The next records to drain, of about so many bytes: out of memory where they lie there, else out of the file. They hold until the
   * next call, or until the cursor is moved behind them.
   */
  async next(maxBytes: number): Promise<Batch> {
    const { start } = this.tail
    const { from, to } = this.range()
    if (start !== null && isAt(start, from)) return this.tail.batch(maxBytes)
    return readBatch(this.settings.dir, from, start ?? to, maxBytes, this.readInto)
  }

  /** Everything before `cursor` is in Postgres. */
  advance(cursor: Cursor): void {
    this.tail.drop(cursor)
    this.cursorFile.write(cursor)
    this.cursor = cursor
    const { closedSegments } = this
    while (closedSegments.length > 0 && closedSegments[0]!.segment < cursor.segment) this.remove(closedSegments.shift()!)
  }

  // Not on the event loop, which to give back 16 MiB of it would take a millisecond.
  private remove({ segment, bytes }: { segment: number; bytes: number }): void {
    const { dir, log } = this.settings
    this.closedBytes -= bytes
    unlink(segmentPath(dir, segment), (error) => {
      if (error !== null && error.code !== 'ENOENT') log.error({ err: error }, 'spool: cannot remove a drained segment')
    })
  }

  private noteClosed(segment: number, bytes: number): void {
    this.closedSegments.push({ segment, bytes })
    this.closedBytes += bytes
  }

  get dir(): string {
    return this.settings.dir
  }

  /** Writes what waits, syncs, and gives up the folder. */
  async close(): Promise<void> {
    if (this.closed) return
    this.write()
    this.closed = true
    await this.sync()
    if (this.fd !== null) closeSync(this.fd)
    this.fd = null
    this.cursorFile.close()
    this.release()
  }

  private openTurn(): Turn {
    let settle: Turn['settle'] = () => {}
    const written = new Promise<void>((resolve, reject) => {
      settle = (error) => (error ? reject(error) : resolve())
    })
    // Whoever appended is told; nobody else has to listen.
    written.catch(() => {})
    return { timer: setImmediate(() => this.write()), written, settle }
  }

  /** Writes what waits now, and not only when the turn of the event loop ends. */
  write(): void {
    const { turn } = this
    if (turn === null) return
    this.turn = null
    clearImmediate(turn.timer)
    const sealed: Sealed[] = []
    if (this.decisions.bytes > 0) sealed.push(this.decisions.seal())
    if (this.outcomes.bytes > 0) sealed.push(this.outcomes.seal())
    const error = this.tryWrite(sealed)
    turn.settle(error)
    if (!error) this.listener()
  }

  private tryWrite(sealed: readonly Sealed[]): Error | null {
    if (this.closed) return new Error('The log is closed.')
    try {
      this.fd ??= openSync(segmentPath(this.settings.dir, this.segment), 'a', 0o600)
      for (const { record } of sealed) {
        for (let written = 0; written < record.length; ) written += writeSync(this.fd, record, written)
      }
    } catch (error) {
      this.failedAt = Date.now()
      this.settings.log.error({ err: error }, 'spool: cannot write')
      this.abandonSegment()
      return error as Error
    }
    for (const one of sealed) this.keep(one)
    this.syncTimer ??= setTimeout(() => void this.sync(), FSYNC_AFTER_MS)
    if (this.offset >= this.settings.segmentBytes) void this.rotate()
    return null
  }

  private keep(sealed: Sealed): void {
    const start = this.end
    this.offset += sealed.record.length
    this.end = { segment: this.segment, offset: this.offset }
    this.tail.keep(sealed, start, this.end)
  }

  // A write that failed half-way leaves bytes behind the last whole record: cut them off, and go on in a new file.
  private abandonSegment(): void {
    if (this.fd === null) return
    try {
      ftruncateSync(this.fd, this.offset)
    } catch (error) {
      this.settings.log.error({ err: error }, 'spool: cannot cut off a half-written record')
    }
    void this.rotate()
  }

  private async rotate(): Promise<void> {
    const fd = this.fd
    if (fd === null) return
    this.fd = null
    this.noteClosed(this.segment, this.offset)
    this.segment += 1
    this.offset = 0
    await syncData(fd)
    close(fd, () => {})
  }

  private async sync(): Promise<void> {
    if (this.syncTimer) clearTimeout(this.syncTimer)
    this.syncTimer = null
    if (this.fd !== null) await syncData(this.fd)
  }
}

// A failing sync is reported by the next write; a descriptor closed meanwhile was synced by whoever closed it.
function syncData(fd: number): Promise<void> {
  return new Promise((resolve) => fdatasync(fd, () => resolve()))
}
