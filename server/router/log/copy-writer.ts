// Rows as PostgreSQL's COPY takes them in its binary form: per row a count of fields, per field its length and its bytes, all
// big-endian. The router spools them so, and the drain hands them on as they are: nothing is parsed on the way.

import { ByteWriter } from '@/server/core/bytes/writer'

/** Before the first row and after the last. */
export const copyHeader = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
export const copyTrailer = Buffer.from([0xff, 0xff])

const TEXT_OID = 25
/** 2000-01-01, which PostgreSQL counts from. */
const EPOCH_MS = 946_684_800_000
const UUID_BYTES = 16
const DASH = 0x2d

export class CopyWriter extends ByteWriter {
  row(fields: number): void {
    this.byte(fields >> 8)
    this.byte(fields & 0xff)
  }

  none(): void {
    this.uint32(0xffffffff)
  }

  text(value: string | null): void {
    if (value === null) {
      this.none()
      return
    }
    this.uint32(0)
    const at = this.length - 4
    const length = this.utf8(value)
    this.view.setUint32(at, length)
  }

  int4(value: number | null): void {
    if (value === null) {
      this.none()
      return
    }
    this.uint32(4)
    this.uint32(value)
  }

  float8(value: number | null): void {
    if (value === null) {
      this.none()
      return
    }
    this.uint32(8)
    this.float64(value)
  }

  bool(value: boolean): void {
    this.uint32(1)
    this.byte(value ? 1 : 0)
  }

  /** From epoch ms. */
  timestamptz(ms: number): void {
    const us = (ms - EPOCH_MS) * 1000
    this.uint32(8)
    this.uint32(Math.floor(us / 0x1_0000_0000))
    this.uint32((us % 0x1_0000_0000) >>> 0)
  }

  uuid(text: string | null): void {
    if (text === null) {
      this.none()
      return
    }
    this.uint32(UUID_BYTES)
    this.reserve(UUID_BYTES)
    for (let i = 0; i < text.length; i++) {
      if (text.charCodeAt(i) === DASH) continue
      this.bytes[this.length++] = (nibble(text.charCodeAt(i)) << 4) | nibble(text.charCodeAt(++i))
    }
  }

  textArray(values: readonly string[]): void {
    this.uint32(0)
    const at = this.length
    this.uint32(values.length === 0 ? 0 : 1)
    this.uint32(0)
    this.uint32(TEXT_OID)
    if (values.length > 0) {
      this.uint32(values.length)
      this.uint32(1)
      for (const value of values) this.text(value)
    }
    this.view.setUint32(at - 4, this.length - at)
  }

  bytea(bytes: Uint8Array): void {
    this.uint32(bytes.length)
    this.raw(bytes)
  }
}

/** Of a hexadecimal digit, in either case. */
const nibble = (code: number): number => (code & 0x0f) + (code > 0x39 ? 9 : 0)

/** Where the row at `offset` ends. */
export function rowEnd(rows: Buffer, offset: number): number {
  let at = offset + 2
  for (let left = rows.readUInt16BE(offset); left > 0; left--) {
    const length = rows.readInt32BE(at)
    at += 4 + Math.max(0, length)
  }
  return at
}
