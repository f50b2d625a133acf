// How rows stand in a segment: magic, kind, length, CRC-32 of kind and payload, payload. A tail torn by a crash or a
// flipped bit is told from a record by the checksum, so that reading stops at the last whole one.

import { crc32 } from 'node:zlib'

/**
 * `F`: decisions of one turn, `O`: how leases ended; a count and then rows as COPY takes them. The kind also is the version: a change
 * of columns takes a new letter. Earlier versions wrote `D` and `E`, decisions with their columns in other orders, and `d` and `o`, one
 * row as JSON; an upgrade may still find them.
 */
export type RecordKind = 'F' | 'O' | 'D' | 'E' | 'd' | 'o'

export const isJson = (kind: RecordKind): kind is 'd' | 'o' => kind === 'd' || kind === 'o'

const MAGIC = 0xd7
export const HEADER = 10
/** Rows are cut into records of about a MiB; more than this is damage. */
const MAX_PAYLOAD = 16 * 1024 * 1024

/** Writes the header before a payload that stands at `frame[HEADER…]`. */
export function sealRecord(kind: RecordKind, frame: Buffer): void {
  frame[0] = MAGIC
  frame[1] = kind.charCodeAt(0)
  frame.writeUInt32LE(frame.length - HEADER, 2)
  frame.writeUInt32LE(checksum(frame), 6)
}

export type ReadRecord = { kind: RecordKind; payload: Buffer; end: number }

/** The record at `offset`, or `torn` where it is cut short or damaged, or null at the end. */
export function readRecord(bytes: Buffer, offset: number): ReadRecord | 'torn' | null {
  if (offset >= bytes.length) return null
  if (bytes.length - offset < HEADER || bytes[offset] !== MAGIC) return 'torn'
  const kind = String.fromCharCode(bytes[offset + 1]!)
  const length = bytes.readUInt32LE(offset + 2)
  const end = offset + HEADER + length
  if (!isKind(kind) || length > MAX_PAYLOAD || end > bytes.length) return 'torn'
  const record = bytes.subarray(offset, end)
  if (checksum(record) !== record.readUInt32LE(6)) return 'torn'
  return { kind, payload: record.subarray(HEADER), end }
}

const isKind = (letter: string): letter is RecordKind => 'FODEdo'.includes(letter)

function checksum(record: Buffer): number {
  return crc32(record.subarray(HEADER), record[1])
}
