import { type FileHandle, open } from 'node:fs/promises'
import type { Cursor } from './cursor'
import { rowsOf } from './open-record'
import { type RecordKind, readRecord } from './record'
import { segmentBytes, segmentPath } from './segments'

/** Rows of one kind that lie together in the spool: as COPY takes them, or one as JSON. */
export type SpooledRows = { kind: RecordKind; count: number; rows: Buffer }
export type Batch = { records: SpooledRows[]; end: Cursor; damaged: Cursor | null }

/** The next whole records of `from … to`, of one segment, at least one where there is one; `end` is where the next batch begins. */
export async function readBatch(dir: string, from: Cursor, to: Cursor, maxBytes: number): Promise<Batch> {
  let { segment, offset } = from
  while (segment < to.segment || (segment === to.segment && offset < to.offset)) {
    const limit = segment === to.segment ? to.offset : segmentBytes(dir, segment)
    if (offset < limit) return readSegment(dir, { segment, offset }, limit, maxBytes)
    segment += 1
    offset = 0
  }
  return { records: [], end: { segment, offset }, damaged: null }
}

async function readSegment(dir: string, from: Cursor, limit: number, maxBytes: number): Promise<Batch> {
  const file = await open(segmentPath(dir, from.segment), 'r')
  try {
    for (let length = Math.min(maxBytes, limit - from.offset); ; length = Math.min(length * 4, limit - from.offset)) {
      const { records, size } = wholeRecords(await readBytes(file, from.offset, length))
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
    records.push(kind === 'D' || kind === 'O' ? { kind, ...rowsOf(payload) } : { kind, count: 1, rows: payload })
    size = record.end
  }
}

async function readBytes(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  const { bytesRead } = await file.read(bytes, 0, length, offset)
  return bytes.subarray(0, bytesRead)
}
