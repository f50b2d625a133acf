import { longestText, numberKinds, textKinds } from './packer'

/** Reads what a `Packer` with the same words wrote; throws where the bytes end too soon or hold what no packer writes. */
export class Unpacker {
  private at = 0
  private readonly view: DataView

  constructor(
    private readonly bytes: Uint8Array,
    private readonly words: readonly string[],
    private readonly longest: number = longestText.now,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get isAtEnd(): boolean {
    return this.at === this.bytes.length
  }

  byte(): number {
    const value = this.bytes[this.at++]
    if (value === undefined) throw new RangeError('the packed bytes end too soon')
    return value
  }

  flag(): boolean {
    return this.byte() === 1
  }

  number(): number {
    const value = this.numberOrNull()
    if (value === null) throw new RangeError('a number is missing in the packed bytes')
    return value
  }

  numberOrNull(): number | null {
    const kind = this.byte()
    if (kind <= numberKinds.largest) return kind
    if (kind === numberKinds.none) return null
    if (kind === numberKinds.uint16) return (this.byte() << 8) | this.byte()
    if (kind === numberKinds.uint24) return (this.byte() << 16) | (this.byte() << 8) | this.byte()
    if (kind !== numberKinds.float64) throw new RangeError(`no number begins with ${kind}`)
    return this.float64()
  }

  int16(): number {
    this.at += 2
    return this.view.getInt16(this.at - 2)
  }

  uint16(): number {
    this.at += 2
    return this.view.getUint16(this.at - 2)
  }

  uint32(): number {
    this.at += 4
    return this.view.getUint32(this.at - 4)
  }

  float64(): number {
    this.at += 8
    return this.view.getFloat64(this.at - 8)
  }

  text(prefix = ''): string {
    const value = this.textOrNull(prefix)
    if (value === null) throw new RangeError('a text is missing in the packed bytes')
    return value
  }

  /** Also words and hexadecimal digits, whose prefix is not in the bytes. */
  textOrNull(prefix = ''): string | null {
    const kind = this.byte()
    if (kind <= this.longest) return this.utf8(kind)
    if (kind === textKinds.none) return null
    if (kind === textKinds.hex) return prefix + this.digits(this.byte())
    if (kind === textKinds.address) return this.address()
    if (kind === textKinds.uuid) return [4, 2, 2, 2, 6].map((bytes) => this.digits(bytes)).join('-')
    if (kind === textKinds.word) return this.wordAt(this.byte())
    if (kind < textKinds.uuid) return this.wordAt(kind - this.longest - 1)
    if (kind !== textKinds.long) throw new RangeError(`no text begins with ${kind}`)
    const length = this.view.getUint32(this.at)
    this.at += 4
    return this.utf8(length)
  }

  /** Of its bytes alone. */
  address(): string {
    return `0x${this.digits(20)}`
  }

  list<T>(each: () => T, count = this.number()): T[] {
    const values: T[] = []
    for (let left = count; left > 0; left--) values.push(each())
    return values
  }

  texts(): string[] {
    return this.list(() => this.text())
  }

  private wordAt(place: number): string {
    const word = this.words[place]
    if (word === undefined) throw new RangeError('a word that this version does not know')
    return word
  }

  private digits(bytes: number): string {
    let digits = ''
    for (let i = 0; i < bytes; i++) digits += this.byte().toString(16).padStart(2, '0')
    return digits
  }

  private utf8(length: number): string {
    const end = this.at + length
    if (end > this.bytes.length) throw new RangeError('the packed bytes end too soon')
    let text = ''
    while (this.at < end) {
      const first = this.byte()
      if (first < 0x80) text += String.fromCharCode(first)
      else if (first < 0xe0) text += String.fromCharCode(((first & 0x1f) << 6) | this.continuation())
      else if (first < 0xf0) text += String.fromCharCode(((first & 0x0f) << 12) | (this.continuation() << 6) | this.continuation())
      else
        text += String.fromCodePoint(
          ((first & 0x07) << 18) | (this.continuation() << 12) | (this.continuation() << 6) | this.continuation(),
        )
    }
    return text
  }

  private continuation(): number {
    return this.byte() & 0x3f
  }
}
