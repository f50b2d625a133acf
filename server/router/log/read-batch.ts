import { type FileHandle, open } from 'node:fs/promises'
import type { Cursor } from './cursor'
import { rowsOf } from './open-record'
import { isJson, type RecordKind, readRecord } from './record'
import { segmentBytes, segmentPath } from './segments'

/** Rows of one kind that lie together in the spool: as COPY takes them, or one as JSON. */
export type SpooledRows = { kind: RecordKind; count: number; rows: Buffer }
export type Batch = { records: SpooledRows[]; end: Cursor; damaged: Cursor | null }

/** What batches are read into, one after the other: to make and collect such buffers costs more than to fill them. */
export class ReadBuffer {
  private bytes = Buffer.alloc(0)

  /** Of that length; good until the next. */
  take(length: number): Buffer {
    if (this.bytes.length < length) this.bytes = Buffer.allocUnsafeSlow(length)
    return this.bytes.subarray(0, length)
  }
}

/**
 * The next whole records of `from … to`, of one segment, at least one where there is one; `end` is where the next batch begins. They lie
 * in `into`, until that is read into again.
 */
export async function readBatch(dir: string, from: Cursor, to: Cursor, maxBytes: number, into = new ReadBuffer()): Promise<Batch> {
  let { segment, offset } = from
  while (segment < to.segment || (segment === to.segment && offset < to.offset)) {
    const limit = segment === to.segment ? to.offset : segmentBytes(dir, segment)
    if (offset < limit) return readSegment(dir, { segment, offset }, limit, maxBytes, into)
    segment += 1
    offset = 0
  }
  return { records: [], end: { segment, offset }, damaged: null }
}

async function readSegment(dir: string, from: Cursor, limit: number, maxBytes: number, into: ReadBuffer): Promise<Batch> {
  const file = await open(segmentPath(dir, from.segment), 'r')
  try {
    for (let length = Math.min(maxBytes, limit - from.offset); ; length = Math.min(length * 4, limit - from.offset)) {
      const { records, size } = wholeRecords(await readBytes(file, from.offset, into.take(length)))
      if (records.length > 0) return { records, end: { segment: from.segment, offset: from.offset + size }, damaged: null }
      // No whole record in all that is left: damage. Go on behind it; the caller reports it.
      if (from.offset + length >= limit) return { records, end: { segment: from.segment, offset: limit }, damaged: from }
    }
  } finally {
    await file.close()
  }
}

function wholeRecords(bytes: Buffer): { records: SpooledRows[]; size: number } {
  const records: SpooledRows[] = []
  let size = 0
  for (;;) {
    const record = readRecord(bytes, size)
    if (record === null || record === 'torn') return { records, size }
    const { kind, payload } = record
    records.push(isJson(kind) ? { kind, count: 1, rows: payload } : { kind, ...rowsOf(payload) })
    size = record.end
  }
}

async function readBytes(file: FileHandle, offset: number, into: Buffer): Promise<Buffer> {
  const { bytesRead } = await file.read(into, 0, into.length, offset)
  return into.subarray(0, bytesRead)
}
