// Plain JSON read from its bytes: texts of printable ASCII without escapes, whole numbers that JSON writes in one way only. Whoever
// reads by it gives up on anything else, which is JSON.parse's to read.

import type { KnownTexts } from './known-texts'

export const OPEN = 0x7b
export const CLOSE = 0x7d
export const OPEN_LIST = 0x5b
export const CLOSE_LIST = 0x5d
export const COMMA = 0x2c
export const QUOTE = 0x22
const COLON = 0x3a
const BACKSLASH = 0x5c
const ZERO = 0x30
/** More may be no safe integer. */
const MAX_DIGITS = 15

export class PlainBytes {
  protected bytes: Buffer = Buffer.alloc(0)
  protected at = 0
  private end = 0
  /** The text that was read last lies between. */
  protected from = 0
  protected to = 0

  constructor(private readonly names: KnownTexts) {}

  protected begin(bytes: Buffer, from = 0, to = bytes.length): void {
    this.bytes = bytes
    this.at = from
    this.end = to
  }

  /** Of a field, with the colon behind it. */
  protected name(): string | undefined {
    const name = this.oneOf(this.names)
    return this.takes(COLON) ? name : undefined
  }

  protected oneOf(texts: KnownTexts): string | undefined {
    return this.text() ? (texts.get(this.bytes, this.from, this.to) ?? undefined) : undefined
  }

  protected copy(atMost: number, atLeast = 1): string | undefined {
    if (!this.text() || this.to - this.from < atLeast || this.to - this.from > atMost) return undefined
    return this.bytes.toString('latin1', this.from, this.to)
  }

  protected flag(): boolean | undefined {
    this.skipBlank()
    const text = this.bytes.toString('latin1', this.at, Math.min(this.end, this.at + 5))
    const value = text.startsWith('true') ? true : text === 'false' ? false : undefined
    if (value !== undefined) this.at += value ? 4 : 5
    return value
  }

  protected whole(): number | undefined {
    this.skipBlank()
    const start = this.at
    let value = 0
    for (; this.at < this.end; this.at++) {
      const digit = this.bytes[this.at]! - ZERO
      if (digit < 0 || digit > 9) break
      value = 10 * value + digit
    }
    const digits = this.at - start
    return digits === 1 || (digits > 1 && digits <= MAX_DIGITS && this.bytes[start] !== ZERO) ? value : undefined
  }

  protected isAtQuote(): boolean {
    this.skipBlank()
    return this.bytes[this.at] === QUOTE
  }

  /** Sets `from` and `to` around a text of printable ASCII without escapes. */
  protected text(): boolean {
    this.skipBlank()
    const { bytes, end } = this
    if (this.at >= end || bytes[this.at] !== QUOTE) return false
    const from = this.at + 1
    for (let i = from; i < end; i++) {
      const byte = bytes[i]!
      if (byte === QUOTE) {
        this.from = from
        this.to = i
        this.at = i + 1
        return true
      }
      if (byte < 0x20 || byte > 0x7e || byte === BACKSLASH) return false
    }
    return false
  }

  protected takes(mark: number): boolean {
    this.skipBlank()
    if (this.at >= this.end || this.bytes[this.at] !== mark) return false
    this.at++
    return true
  }

  protected isOver(): boolean {
    this.skipBlank()
    return this.at === this.end
  }

  private skipBlank(): void {
    while (this.at < this.end && isBlank(this.bytes[this.at]!)) this.at++
  }
}

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
