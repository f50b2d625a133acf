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

/** The two digits of a byte, as their characters' bytes in big-endian order. */
export const digitsOf = Uint16Array.from({ length: 256 }, (_, byte) => {
  const digits = byte.toString(16).padStart(2, '0')
  return (digits.charCodeAt(0) << 8) | digits.charCodeAt(1)
})
