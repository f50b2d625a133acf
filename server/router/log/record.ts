// How a record stands in a segment: magic, kind, length, CRC-32 of kind and payload, payload. A tail torn by a crash
// or a flipped bit is told from a record by the checksum, so that reading stops at the last whole one.

import { crc32 } from 'node:zlib'

/** `d`: a decision's row, `o`: how a lease ended. The payload is the row as JSON, in UTF-8. */
export type RecordKind = 'd' | 'o'

const MAGIC = 0xd7
const HEADER = 10
/** A row with a full trace is a few kB; more than this is damage. */
const MAX_PAYLOAD = 16 * 1024 * 1024

export function encodeRecord(kind: RecordKind, payload: string): Buffer {
  const length = Buffer.byteLength(payload)
  const frame = Buffer.allocUnsafe(HEADER + length)
  frame[0] = MAGIC
  frame[1] = kind.charCodeAt(0)
  frame.writeUInt32LE(length, 2)
  frame.write(payload, HEADER)
  frame.writeUInt32LE(checksum(frame, HEADER + length), 6)
  return frame
}

export type ReadRecord = { kind: RecordKind; payload: Buffer; end: number }

/** The record at `offset`, or `torn` where it is cut short or damaged, or null at the end. */
export function readRecord(bytes: Buffer, offset: number): ReadRecord | 'torn' | null {
  if (offset >= bytes.length) return null
  if (bytes.length - offset < HEADER || bytes[offset] !== MAGIC) return 'torn'
  const kind = String.fromCharCode(bytes[offset + 1]!)
  const length = bytes.readUInt32LE(offset + 2)
  const end = offset + HEADER + length
  if ((kind !== 'd' && kind !== 'o') || length > MAX_PAYLOAD || end > bytes.length) return 'torn'
  const record = bytes.subarray(offset, end)
  if (checksum(record, record.length) !== record.readUInt32LE(6)) return 'torn'
  return { kind, payload: record.subarray(HEADER), end }
}

function checksum(record: Buffer, end: number): number {
  return crc32(record.subarray(HEADER, end), record[1])
}
