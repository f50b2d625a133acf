import { closeSync, openSync, readSync } from 'node:fs'
import type { Cursor } from './cursor'
import { type RecordKind, readRecord } from './record'
import { segmentBytes, segmentPath } from './segments'

export type SpooledRecord = { kind: RecordKind; payload: Buffer }
export type Batch = { records: SpooledRecord[]; end: Cursor; damaged: Cursor | null }

/** The next whole records of `from … to`, of one segment, at least one where there is one; `end` is where the next batch begins. */
export function readBatch(dir: string, from: Cursor, to: Cursor, maxRecords: number, maxBytes: number): Batch {
  let { segment, offset } = from
  while (segment < to.segment || (segment === to.segment && offset < to.offset)) {
    const limit = segment === to.segment ? to.offset : segmentBytes(dir, segment)
    if (offset < limit) return readSegment(dir, { segment, offset }, limit, maxRecords, maxBytes)
    segment += 1
    offset = 0
  }
  return { records: [], end: { segment, offset }, damaged: null }
}

function readSegment(dir: string, from: Cursor, limit: number, maxRecords: number, maxBytes: number): Batch {
  let length = Math.min(maxBytes, limit - from.offset)
  for (;;) {
    const bytes = readBytes(dir, from, length)
    const records: SpooledRecord[] = []
    let at = 0
    while (records.length < maxRecords) {
      const record = readRecord(bytes, at)
      if (record === null || record === 'torn') break
      records.push({ kind: record.kind, payload: record.payload })
      at = record.end
    }
    const reachedEnd = from.offset + length >= limit
    if (records.length > 0) return { records, end: { segment: from.segment, offset: from.offset + at }, damaged: null }
    // No whole record in all that is left: damage. Go on behind it; the caller reports it.
    if (reachedEnd)
      return { records, end: { segment: from.segment, offset: limit }, damaged: { segment: from.segment, offset: from.offset } }
    length = Math.min(length * 4, limit - from.offset)
  }
}

function readBytes(dir: string, from: Cursor, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  const fd = openSync(segmentPath(dir, from.segment), 'r')
  try {
    const read = readSync(fd, bytes, 0, length, from.offset)
    return bytes.subarray(0, read)
  } finally {
    closeSync(fd)
  }
}
