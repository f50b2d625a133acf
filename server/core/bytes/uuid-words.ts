// A UUID as four words of 32 bits. The last one is kept: a decision's id is written as its row's and, most often, as its seed.

import { hexByte } from './hex-digits'

const textLength = 36
const last = new Int32Array(4)
let lastText = ''

/** Good until the next call; null for what is not lower-case and in groups of 8, 4, 4, 4 and 12. */
export function uuidWords(text: string): Int32Array | null {
  return text.length === textLength && (text === lastText || read(text)) ? last : null
}

/** Of one that has just been made, whose words are known without reading it. */
export function keepUuid(text: string, first: number, second: number, third: number, fourth: number): void {
  last[0] = first
  last[1] = second
  last[2] = third
  last[3] = fourth
  lastText = text
}

function read(text: string): boolean {
  if (text[8] !== '-' || text[13] !== '-' || text[18] !== '-' || text[23] !== '-') return false
  lastText = ''
  let all = 0
  let word = 0
  for (let i = 0, n = 0; i < textLength; i += 2) {
    if (i === 8 || i === 13 || i === 18 || i === 23) i++
    const byte = hexByte(text, i)
    all |= byte
    word = (word << 8) | byte
    if ((n & 3) === 3) last[n >> 2] = word
    n++
  }
  if (all > 0xff) return false
  lastText = text
  return true
}
