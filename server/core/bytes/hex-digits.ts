// Between lower-case hexadecimal digits and what they stand for.

/** Of a character code; far above a byte for anything but a digit. */
const digitOf = Int32Array.from({ length: 256 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code))
  return digit < 0 ? 0x1000 : digit
})

/** The byte that two digits stand for; above 255 where they are none. */
export function hexByte(text: string, at: number): number {
  const high = text.charCodeAt(at)
  const low = text.charCodeAt(at + 1)
  return (digitOf[high & 0xff]! << 4) | digitOf[low & 0xff]! | ((high | low) & 0xff00)
}

/** The four digits of 16 bits, as their characters' bytes in big-endian order: each nibble in a byte, and all four made digits at once. */
export function fourDigits(half: number): number {
  const pairs = ((half & 0xff00) << 8) | (half & 0xff)
  const nibbles = ((pairs & 0x00f000f0) << 4) | (pairs & 0x000f000f)
  const isLetter = ((nibbles + 0x06060606) >>> 4) & 0x01010101
  return (nibbles + 0x30303030 + isLetter * 0x27) | 0
}
