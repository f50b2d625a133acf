// Rows as PostgreSQL's COPY takes them in its binary form: per row a count of fields, per field its length and its bytes, all
// big-endian. The router spools them so, and the drain hands them on as they are: nothing is parsed on the way.

import { addressWords, findAddress, wordsOfAddress } from '@/server/core/bytes/address-words'
import { digitsOf } from '@/server/core/bytes/hex-digits'
import { Packer } from '@/server/core/bytes/packer'
import { uuidWords } from '@/server/core/bytes/uuid-words'
import { placeOf } from '@/server/core/routing/stored/words'

/** Before the first row and after the last. */
export const copyHeader = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
export const copyTrailer = Buffer.from([0xff, 0xff])

const TEXT_OID = 25
/** 2000-01-01, which PostgreSQL counts from. */
const EPOCH_MS = 946_684_800_000
const UUID_BYTES = 16
const ADDRESS_PREFIX = 0x3078
/** From here on a call out of JavaScript costs less than to copy each character (2026-11-26: 70 ns, and 3 a character). */
const LONG_TEXT = 20

/** What is between `openField` and `closeField` is packed as a trace is. */
export class CopyWriter extends Packer {
  /** The same bytes. */
  private buffer = Buffer.from(this.bytes.buffer)
  /** The last time that was written: most rows of a turn are of the same millisecond. */
  private lastMs = Number.NaN
  private lastHigh = 0
  private lastLow = 0

  constructor(capacity?: number) {
    super(placeOf, capacity)
  }

  row(fields: number): void {
    this.uint16(fields)
  }

  noField(): void {
    this.uint32(0xffffffff)
  }

  /** Where it begins. */
  openField(): number {
    this.uint32(0)
    return this.length
  }

  closeField(at: number): void {
    this.view.setUint32(at - 4, this.length - at)
  }

  textField(value: string | null): void {
    if (value === null) {
      this.noField()
      return
    }
    const at = this.openField()
    if (value.length < LONG_TEXT) this.utf8(value)
    else this.longUtf8(value)
    this.closeField(at)
  }

  private longUtf8(value: string): void {
    this.reserve(value.length * 3)
    if (this.buffer.buffer !== this.bytes.buffer) this.buffer = Buffer.from(this.bytes.buffer)
    this.length += this.buffer.write(value, this.length)
  }

  /** The text of one that mostly is `0x` and forty digits; `hash` is always the same of it. */
  addressField(value: string, hash: number): void {
    const words = findAddress(value, hash)
    if (words < 0) {
      this.textField(value)
      return
    }
    const at = this.openField()
    this.reserve(2 + 8 * wordsOfAddress)
    this.uint16(ADDRESS_PREFIX)
    for (let i = 0; i < wordsOfAddress; i++) this.digits(addressWords[words + i]!)
    this.closeField(at)
  }

  private digits(word: number): void {
    const { view, length } = this
    view.setInt32(length, (digitsOf[word >>> 24]! << 16) | digitsOf[(word >>> 16) & 0xff]!)
    view.setInt32(length + 4, (digitsOf[(word >>> 8) & 0xff]! << 16) | digitsOf[word & 0xff]!)
    this.length = length + 8
  }

  int4Field(value: number | null): void {
    if (value === null) {
      this.noField()
      return
    }
    this.uint32(4)
    this.uint32(value)
  }

  float8Field(value: number | null): void {
    if (value === null) {
      this.noField()
      return
    }
    this.uint32(8)
    this.float64(value)
  }

  boolField(value: boolean): void {
    this.uint32(1)
    this.flag(value)
  }

  /** From epoch ms. */
  timestamptzField(ms: number): void {
    if (ms !== this.lastMs) {
      const us = (ms - EPOCH_MS) * 1000
      this.lastMs = ms
      this.lastHigh = Math.floor(us / 0x1_0000_0000)
      this.lastLow = (us % 0x1_0000_0000) | 0
    }
    this.uint32(8)
    this.uint32(this.lastHigh)
    this.uint32(this.lastLow)
  }

  /** In either case. */
  uuidField(text: string | null): void {
    if (text === null) {
      this.noField()
      return
    }
    const words = uuidWords(text) ?? uuidWords(text.toLowerCase())
    if (words === null) throw new TypeError('a row needs ids that are UUIDs')
    this.uint32(UUID_BYTES)
    this.int32s(words, 0, words.length)
  }

  textArrayField(values: readonly string[]): void {
    const at = this.openField()
    this.uint32(values.length === 0 ? 0 : 1)
    this.uint32(0)
    this.uint32(TEXT_OID)
    if (values.length > 0) {
      this.uint32(values.length)
      this.uint32(1)
      for (const value of values) this.textField(value)
    }
    this.closeField(at)
  }
}

/** Where the row at `offset` ends. */
export function rowEnd(rows: Buffer, offset: number): number {
  let at = offset + 2
  for (let left = rows.readUInt16BE(offset); left > 0; left--) {
    const length = rows.readInt32BE(at)
    at += 4 + Math.max(0, length)
  }
  return at
}
