// Bytes written one field after the other into a run that grows and is used again, so that encoding a record allocates
// nothing. Texts are copied by hand: most are under forty ASCII characters, where a call out of JavaScript costs more
// than the copy (measured 2026-11-26: 20 ns against 90).

import type { ShortRuns } from './short-runs'

export class ByteWriter {
  bytes: Uint8Array
  length = 0
  protected view: DataView

  constructor(capacity = 4096) {
    this.bytes = new Uint8Array(capacity)
    this.view = new DataView(this.bytes.buffer)
  }

  /** What was written; a view, good until the next write. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }

  /** A copy of what was written since then. */
  copySince(start: number): Uint8Array {
    return this.bytes.slice(start, this.length)
  }

  /** What `write` appends for `of`, a few bytes: written the first time, copied from then on. */
  once<K extends { readonly hash: number }>(of: K, runs: ShortRuns<K>, write: (to: this, of: K) => void): void {
    const found = runs.find(of)
    if (found >= 0) {
      this.run(runs.words, found)
      return
    }
    const start = this.length
    write(this, of)
    runs.keep(of, this.bytes.subarray(start, this.length))
  }

  private run(words: Int32Array, at: number): void {
    const bytes = words[at]!
    this.reserve(bytes + 3)
    const { view, length } = this
    // The last word may go beyond it, where nothing is yet.
    for (let i = 0; i < bytes; i += 4) view.setInt32(length + i, words[++at]!)
    this.length = length + bytes
  }

  /** Leaves room for what is written later. */
  skip(bytes: number): void {
    this.reserve(bytes)
    this.length += bytes
  }

  clear(): void {
    this.length = 0
  }

  byte(value: number): void {
    this.reserve(1)
    this.bytes[this.length++] = value
  }

  bytes2(a: number, b: number): void {
    this.uint16((a << 8) | b)
  }

  bytes4(a: number, b: number, c: number, d: number): void {
    this.uint32((a << 24) | (b << 16) | (c << 8) | d)
  }

  uint16(value: number): void {
    this.reserve(2)
    this.view.setUint16(this.length, value)
    this.length += 2
  }

  uint32(value: number): void {
    this.reserve(4)
    this.view.setUint32(this.length, value)
    this.length += 4
  }

  /** `count` of them, from `from` on. */
  int32s(values: Int32Array, from: number, count: number): void {
    this.reserve(4 * count)
    const { view, length } = this
    for (let i = 0; i < count; i++) view.setInt32(length + 4 * i, values[from + i]!)
    this.length = length + 4 * count
  }

  float64(value: number): void {
    this.reserve(8)
    this.view.setFloat64(this.length, value)
    this.length += 8
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  /** UTF-8, without its length; a lone surrogate keeps its three bytes. Returns how many there are. */
  utf8(text: string): number {
    // A UTF-16 unit never takes more than three bytes.
    this.reserve(text.length * 3)
    const { bytes } = this
    const start = this.length
    let at = start
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      if (unit < 0x80) bytes[at++] = unit
      else if (unit < 0x800) {
        bytes[at++] = 0xc0 | (unit >> 6)
        bytes[at++] = 0x80 | (unit & 0x3f)
      } else if (unit >= 0xd800 && unit < 0xdc00 && isTrailing(text.charCodeAt(i + 1))) {
        const point = 0x10000 + ((unit - 0xd800) << 10) + (text.charCodeAt(++i) - 0xdc00)
        bytes[at++] = 0xf0 | (point >> 18)
        bytes[at++] = 0x80 | ((point >> 12) & 0x3f)
        bytes[at++] = 0x80 | ((point >> 6) & 0x3f)
        bytes[at++] = 0x80 | (point & 0x3f)
      } else {
        bytes[at++] = 0xe0 | (unit >> 12)
        bytes[at++] = 0x80 | ((unit >> 6) & 0x3f)
        bytes[at++] = 0x80 | (unit & 0x3f)
      }
    }
    this.length = at
    return at - start
  }

  protected reserve(more: number): void {
    if (this.length + more > this.bytes.length) this.grow(this.length + more)
  }

  private grow(needed: number): void {
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2))
    grown.set(this.written())
    this.bytes = grown
    this.view = new DataView(grown.buffer)
  }
}

const isTrailing = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000
