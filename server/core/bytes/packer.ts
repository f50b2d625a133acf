// Values as few bytes as a stored trace should take. The first byte of each says what follows; `Unpacker` reads them
// back in the same order.

import { addressWords, findAddress, wordsOfAddress } from './address-words'
import { hexByte } from './hex-digits'
import { uuidWords } from './uuid-words'
import { ByteWriter } from './writer'

/** The first byte of a text is its length, or the place of a word, or one of the kinds. */
export const textKinds = { uuid: 0xfa, address: 0xfb, word: 0xfc, hex: 0xfd, long: 0xfe, none: 0xff } as const
/** Up to here it is a length; after it come the words, as many as there is room for. What was packed at first had no such words. */
export const longestText = { first: 0xdf, now: 0x7f } as const
/** A byte below it is the number itself. */
export const numberKinds = { largest: 0xfb, uint24: 0xfc, uint16: 0xfd, float64: 0xfe, none: 0xff } as const

export class Packer extends ByteWriter {
  /** `places`: of texts that stand for one byte each. */
  constructor(
    private readonly places: ReadonlyMap<string, number>,
    capacity?: number,
  ) {
    super(capacity)
  }

  flag(value: boolean): void {
    this.byte(value ? 1 : 0)
  }

  number(value: number): void {
    this.reserve(mostOfNumber)
    this.length = putNumber(this.bytes, this.view, this.length, value)
  }

  numberOrNull(value: number | null): void {
    if (value === null) this.byte(numberKinds.none)
    else this.number(value)
  }

  text(value: string | null): void {
    if (value === null) {
      this.byte(textKinds.none)
      return
    }
    this.byte(0)
    const lengthAt = this.length - 1
    const length = this.utf8(value)
    if (length <= longestText.now) {
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
    const place = value === null ? undefined : this.places.get(value)
    if (place === undefined) {
      this.text(value)
      return
    }
    const kind = longestText.now + 1 + place
    if (kind >= textKinds.uuid) this.byte(textKinds.word)
    this.byte(kind < textKinds.uuid ? kind : place)
  }

  /** A text that mostly is a prefix and lower-case hexadecimal digits: an address, a hash. */
  hex(value: string, prefix: string): void {
    const digits = value.length - prefix.length
    if (digits > 0 && digits <= 510 && digits % 2 === 0 && value.startsWith(prefix)) {
      this.reserve(2 + (digits >> 1))
      const { bytes } = this
      bytes[this.length] = textKinds.hex
      bytes[this.length + 1] = digits >> 1
      let at = this.length + 2
      let all = 0
      for (let i = prefix.length; i < value.length; i += 2) {
        const byte = hexByte(value, i)
        all |= byte
        bytes[at++] = byte
      }
      if (all <= 0xff) {
        this.length = at
        return
      }
    }
    this.text(value)
  }

  /** A text that mostly is a UUID in its canonical form. */
  uuid(value: string): void {
    const words = uuidWords(value)
    if (words === null) {
      this.text(value)
      return
    }
    this.byte(textKinds.uuid)
    this.int32s(words, 0, words.length)
  }

  /** A text that mostly is `0x` and forty digits; `hash` is always the same of it. */
  address(value: string, hash: number): void {
    const at = findAddress(value, hash)
    if (at < 0) {
      this.text(value)
      return
    }
    this.byte(textKinds.address)
    this.int32s(addressWords, at, wordsOfAddress)
  }

  /** An address by where its words are, which `findAddress` says, and behind it two words and a half. */
  addressAnd(at: number, first: number, second: number, half: number): void {
    this.reserve(4 * (wordsOfAddress + 2) + 2)
    const { view, length } = this
    view.setInt32(length, addressWords[at]!)
    view.setInt32(length + 4, addressWords[at + 1]!)
    view.setInt32(length + 8, addressWords[at + 2]!)
    view.setInt32(length + 12, addressWords[at + 3]!)
    view.setInt32(length + 16, addressWords[at + 4]!)
    view.setInt32(length + 20, first)
    view.setInt32(length + 24, second)
    view.setUint16(length + 28, half)
    this.length = length + 4 * (wordsOfAddress + 2) + 2
  }

  texts(values: readonly string[]): void {
    this.number(values.length)
    for (let i = 0; i < values.length; i++) this.word(values[i]!)
  }
}

const mostOfNumber = 9

/** Returns where the next begins. Whole numbers take few bytes, small ones the fewest. */
function putNumber(bytes: Uint8Array, view: DataView, at: number, value: number): number {
  if (value >= 0 && value <= numberKinds.largest && (value | 0) === value) {
    bytes[at] = value
    return at + 1
  }
  return putLarge(bytes, view, at, value)
}

function putLarge(bytes: Uint8Array, view: DataView, at: number, value: number): number {
  if (!(value >= 0 && value <= 0xffffff && (value | 0) === value)) {
    bytes[at] = numberKinds.float64
    view.setFloat64(at + 1, value)
    return at + 9
  }
  if (value <= 0xffff) {
    bytes[at] = numberKinds.uint16
    view.setUint16(at + 1, value)
    return at + 3
  }
  view.setUint32(at, numberKinds.uint24 * 0x1000000 + value)
  return at + 4
}
