// Bytes into lines. A block of whole lines is looked at once, and cut where it lies: a newline is never within another character.

import { isUtf8 } from 'node:buffer'

/** A line, or what is wrong with it. */
export type Line = LineBytes | { problem: 'not_utf8' | 'too_long' }

/** Where a line's bytes, which are UTF-8, lie. */
export class LineBytes {
  constructor(
    readonly block: Buffer,
    readonly from: number,
    readonly to: number,
  ) {}

  get text(): string {
    return this.block.toString('utf8', this.from, this.to)
  }
}

const NEWLINE = 0x0a
/** What begins with it is not blank. */
const BRACE = 0x7b

export class LineSplitter {
  private rest: Buffer[] = []
  private restBytes = 0
  private isSkipping = false

  constructor(private readonly maxBytes: number) {}

  /** The lines that end within the chunk; blank ones are left out. */
  push(chunk: Buffer): Line[] {
    const end = chunk.lastIndexOf(NEWLINE)
    if (end < 0) return this.keep(chunk)
    const first = chunk.indexOf(NEWLINE)
    const lines = this.finish(chunk.subarray(0, first))
    if (first < end) lines.push(...this.linesOf(chunk.subarray(first + 1, end)))
    lines.push(...this.keep(chunk.subarray(end + 1)))
    return lines
  }

  /** What stood behind the last newline. */
  end(): Line[] {
    return this.finish(Buffer.alloc(0))
  }

  private keep(part: Buffer): Line[] {
    if (this.isSkipping || part.length === 0) return []
    this.rest.push(part)
    this.restBytes += part.length
    if (this.restBytes <= this.maxBytes) return []
    this.rest = []
    this.restBytes = 0
    this.isSkipping = true
    return [{ problem: 'too_long' }]
  }

  private finish(part: Buffer): Line[] {
    if (this.isSkipping) {
      this.isSkipping = false
      return []
    }
    const line = this.rest.length === 0 ? part : Buffer.concat([...this.rest, part])
    this.rest = []
    this.restBytes = 0
    return this.linesOf(line)
  }

  private linesOf(block: Buffer): Line[] {
    const isLong = block.length > this.maxBytes
    if (isLong || !isUtf8(block)) {
      const lines = separately(block)
      return lines.length > 1 ? lines.flatMap((line) => this.linesOf(line)) : [{ problem: isLong ? 'too_long' : 'not_utf8' }]
    }
    const lines: Line[] = []
    for (let at = 0; at <= block.length; ) {
      const found = block.indexOf(NEWLINE, at)
      const end = found < 0 ? block.length : found
      const line = new LineBytes(block, at, end)
      if (block[at] === BRACE || line.text.trim() !== '') lines.push(line)
      at = end + 1
    }
    return lines
  }
}

function separately(block: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let at = 0; at <= block.length; ) {
    const end = block.indexOf(NEWLINE, at)
    lines.push(block.subarray(at, end < 0 ? block.length : end))
    at = end < 0 ? block.length + 1 : end + 1
  }
  return lines
}
