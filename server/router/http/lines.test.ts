import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Line, LineBytes, LineSplitter } from './lines'

/** Line by line and byte by byte, with nothing to be quick about. */
function reference(bytes: Buffer, maxBytes: number): (Line | string)[] {
  const lines: (Line | string)[] = []
  let line: number[] = []
  const finish = () => {
    const text = Buffer.from(line)
    if (line.length > maxBytes) lines.push({ problem: 'too_long' })
    else if (!text.equals(Buffer.from(text.toString()))) lines.push({ problem: 'not_utf8' })
    else if (text.toString().trim() !== '') lines.push(text.toString())
    line = []
  }
  for (const byte of bytes) {
    if (byte === 0x0a) finish()
    else line.push(byte)
  }
  finish()
  return lines
}

it('cuts any bytes in any chunks into the lines that they hold', () => {
  const aPiece = fc.oneof(
    fc.constantFrom('\n', '\n\n', '\r\n', ' ', '{"id":1}\n', 'ä€😀\n').map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
  )
  fc.assert(
    fc.property(fc.array(aPiece, { maxLength: 12 }), fc.array(fc.nat(40), { maxLength: 12 }), (pieces, cuts) => {
      const bytes = Buffer.concat(pieces)
      const splitter = new LineSplitter(10)
      const found: Line[] = []
      let at = 0
      for (const cut of [...cuts, bytes.length]) {
        found.push(...splitter.push(bytes.subarray(at, at + cut)))
        at = Math.min(bytes.length, at + cut)
      }
      found.push(...splitter.end())
      expect(found.map((line) => (line instanceof LineBytes ? line.text : line))).toEqual(reference(bytes, 10))
    }),
    { numRuns: 3_000 },
  )
})
