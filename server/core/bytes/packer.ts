// Values as few bytes as a stored trace should take. The first byte of each says what follows; `Unpacker` reads them
// back in the same order.

import { ByteWriter } from './writer'

/** A length byte below it is the text's own; the rest are kinds. */
export const textKinds = { longest: 0xdf, word: 0xfc, hex: 0xfd, long: 0xfe, none: 0xff } as const
/** A byte below it is the number itself. */
export const numberKinds = { largest: 0xfb, uint16: 0xfd, float64: 0xfe, none: 0xff } as const

export class Packer extends ByteWriter {
  /** `words`: texts that stand for one byte each, by their place. */
  constructor(private readonly words: ReadonlyMap<string, number>) {
    super()
  }

  flag(value: boolean): void {
    this.byte(value ? 1 : 0)
  }

  number(value: number | null): void {
    if (value === null) this.byte(numberKinds.none)
    else if (value >= 0 && value <= 0xffff && (value | 0) === value) {
      if (value <= numberKinds.largest) this.byte(value)
      else {
        this.byte(numberKinds.uint16)
        this.byte(value >> 8)
        this.byte(value & 0xff)
      }
    } else {
      this.byte(numberKinds.float64)
      this.float64(value)
    }
  }

  text(value: string | null): void {
    if (value === null) {
      this.byte(textKinds.none)
      return
    }
    this.byte(0)
    const lengthAt = this.length - 1
    const length = this.utf8(value)
    if (length <= textKinds.longest) {
      this.bytes[lengthAt] = length
      return
    }
    this.length = lengthAt
    this.byte(textKinds.long)
    this.uint32(length)
    this.utf8(value)
  }

  /** A text that is mostly one of the words. */
  word(value: string | null): void {
    const place = value === null ? undefined : this.words.get(value)
    if (place === undefined) {
      this.text(value)
      return
    }
    this.byte(textKinds.word)
    this.byte(place)
  }

  /** A text that mostly is a prefix and lower-case hexadecimal digits: an address, a hash. */
  hex(value: string, prefix: string): void {
    const start = this.length
    const digits = value.length - prefix.length
    if (digits > 0 && digits <= 510 && digits % 2 === 0 && value.startsWith(prefix)) {
      this.reserve(2 + (digits >> 1))
      const { bytes } = this
      bytes[start] = textKinds.hex
      bytes[start + 1] = digits >> 1
      let at = start + 2
      let wrong = 0
      for (let i = prefix.length; i < value.length; i += 2) {
        const byte = (nibbles[value.charCodeAt(i) & 0xff]! << 4) | nibbles[value.charCodeAt(i + 1) & 0xff]!
        wrong |= byte | ((value.charCodeAt(i) | value.charCodeAt(i + 1)) & 0xff00)
        bytes[at++] = byte
      }
      if (wrong >>> 8 === 0) {
        this.length = at
        return
      }
    }
    this.text(value)
  }

  texts(values: readonly string[]): void {
    this.number(values.length)
    for (let i = 0; i < values.length; i++) this.word(values[i]!)
  }
}

/** By character; far above a byte for anything but a lower-case hexadecimal digit. */
const nibbles = Int32Array.from({ length: 256 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code))
  return digit < 0 ? 0x1000 : digit
})
