// The end of the spool as it lies in memory: records that this process has written and Postgres does not have yet, so that the
// drain need not read and check them again. It is without gaps. Where it grows too long what comes later is in the file alone.

import { type Cursor, isAt, isBefore } from './cursor'
import type { Sealed } from './open-record'
import type { Batch, SpooledRows } from './read-batch'

type Kept = Sealed & { start: Cursor; end: Cursor }

export class Tail {
  private readonly kept: Kept[] = []
  private bytes = 0

  constructor(private readonly maxBytes: number) {}

  /** Where it begins; null where there is none. */
  get start(): Cursor | null {
    return this.kept[0]?.start ?? null
  }

  /** A record that follows on `start` in the spool. */
  keep(sealed: Sealed, start: Cursor, end: Cursor): void {
    const last = this.kept.at(-1)
    if (last !== undefined && (this.bytes >= this.maxBytes || !isAt(last.end, start))) return
    sealed.chunk.held++
    this.bytes += sealed.record.length
    this.kept.push({ ...sealed, start, end })
  }

  /** The records from its start on, of about so many bytes; one at least. */
  batch(ofBytes: number): Batch {
    const records: SpooledRows[] = []
    let size = 0
    let { end } = this.kept[0]!
    for (const { kind, count, rows, end: own } of this.kept) {
      size += rows.length
      if (records.length > 0 && size > ofBytes) break
      records.push({ kind, count, rows })
      end = own
    }
    return { records, end, damaged: null }
  }

  /** What lies before the cursor is not needed any more. */
  drop(before: Cursor): void {
    let gone = 0
    while (gone < this.kept.length && isBefore(this.kept[gone]!.start, before)) {
      const { chunk, record } = this.kept[gone++]!
      chunk.held--
      this.bytes -= record.length
    }
    this.kept.splice(0, gone)
  }
}
