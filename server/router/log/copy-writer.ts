// Rows as PostgreSQL's COPY takes them in its binary form: per row a count of fields, per field its length and its bytes, all
// big-endian. The router spools them so, and the drain hands them on as they are: nothing is parsed on the way.

import { addressWords, findAddress, wordsOfAddress } from '@/server/core/bytes/address-words'
import { fourDigits } from '@/server/core/bytes/hex-digits'
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

/** What is between `openField` and `closeField` is packed as a trace is. */
export class CopyWriter extends Packer {
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
    this.utf8(value)
    this.closeField(at)
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
    const { view } = this
    for (let i = 0; i < wordsOfAddress; i++) {
      const word = addressWords[words + i]!
      view.setInt32(this.length + 8 * i, fourDigits(word >>> 16))
      view.setInt32(this.length + 8 * i + 4, fourDigits(word & 0xffff))
    }
    this.length += 8 * wordsOfAddress
    this.closeField(at)
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
    this.uint32(8)
    this.skip(8)
    this.timestamptzAt(this.length - 8, ms)
  }

  /** In either case. */
  uuidField(text: string | null): void {
    if (text === null) {
      this.noField()
      return
    }
    this.uint32(UUID_BYTES)
    this.skip(UUID_BYTES)
    this.uuidAt(this.length - UUID_BYTES, text)
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

  // Into a field that was written before.

  int4At(at: number, value: number): void {
    this.view.setInt32(at, value)
  }

  boolAt(at: number, value: boolean): void {
    this.bytes[at] = value ? 1 : 0
  }

  timestamptzAt(at: number, ms: number): void {
    if (ms !== this.lastMs) {
      const us = (ms - EPOCH_MS) * 1000
      this.lastMs = ms
      this.lastHigh = Math.floor(us / 0x1_0000_0000)
      this.lastLow = (us % 0x1_0000_0000) | 0
    }
    this.view.setInt32(at, this.lastHigh)
    this.view.setInt32(at + 4, this.lastLow)
  }

  uuidAt(at: number, uuid: string): void {
    const { view } = this
    const words = wordsOf(uuid)
    for (let i = 0; i < words.length; i++) view.setInt32(at + 4 * i, words[i]!)
  }

  /** Its text, whose dashes are there already. */
  uuidTextAt(at: number, uuid: string): void {
    const { view } = this
    const words = wordsOf(uuid)
    view.setInt32(at, fourDigits(words[0]! >>> 16))
    view.setInt32(at + 4, fourDigits(words[0]! & 0xffff))
    view.setInt32(at + 9, fourDigits(words[1]! >>> 16))
    view.setInt32(at + 14, fourDigits(words[1]! & 0xffff))
    view.setInt32(at + 19, fourDigits(words[2]! >>> 16))
    view.setInt32(at + 24, fourDigits(words[2]! & 0xffff))
    view.setInt32(at + 28, fourDigits(words[3]! >>> 16))
    view.setInt32(at + 32, fourDigits(words[3]! & 0xffff))
  }
}

/** The words of a UUID, in either case; good until the next are asked for. */
function wordsOf(text: string): Int32Array {
  const words = uuidWords(text) ?? uuidWords(text.toLowerCase())
  if (words === null) throw new TypeError('a row needs ids that are UUIDs')
  return words
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
