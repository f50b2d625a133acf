// The record that a turn's rows of one kind go into, in the bytes that it will be: rows are written where they are to stand.
// Records stand one behind the other in chunks, so that the drain can be given what it needs without reading the file again.

import { CopyWriter } from './copy-writer'
import { HEADER, type RecordKind, sealRecord } from './record'

const COUNT = 4
const CHUNK_BYTES = 2 * 1024 * 1024
/** From here on the next record begins a new chunk. One that finds no room makes its chunk larger; a usual turn's does. */
const FULL_AT = CHUNK_BYTES - 256 * 1024
/** As many as the tail holds. */
const SPARE_CHUNKS = 16

export class Chunk {
  readonly to = new CopyWriter(CHUNK_BYTES)
  /** How many of its records the drain still needs. */
  held = 0
}

export type Sealed = { kind: RecordKind; count: number; record: Buffer; rows: Buffer; chunk: Chunk }

export class OpenRecord {
  private chunk = new Chunk()
  private chunks = [this.chunk]
  private start = 0
  private count = 0

  constructor(private readonly kind: Extract<RecordKind, 'F' | 'O'>) {}

  get bytes(): number {
    return this.count === 0 ? 0 : this.chunk.to.length - this.start
  }

  /** One row more, which `write` appends; where it throws there is none. */
  add<T>(write: (to: CopyWriter, row: T) => void, row: T): void {
    if (this.count === 0) this.begin()
    const { to } = this.chunk
    const before = to.length
    try {
      write(to, row)
    } catch (error) {
      to.length = before
      throw error
    }
    this.count++
  }

  /** The whole record, and nothing waits any more. Its bytes hold until the next `add`, and while its chunk is held. */
  seal(): Sealed {
    const { kind, chunk, start, count } = this
    const record = Buffer.from(chunk.to.bytes.buffer as ArrayBuffer, start, chunk.to.length - start)
    record.writeUInt32BE(count, HEADER)
    sealRecord(kind, record)
    this.count = 0
    return { kind, count, record, rows: record.subarray(HEADER + COUNT), chunk }
  }

  private begin(): void {
    if (this.chunk.held > 0 && this.chunk.to.length >= FULL_AT) this.chunk = this.another()
    if (this.chunk.held === 0) this.chunk.to.clear()
    this.start = this.chunk.to.length
    this.chunk.to.skip(HEADER + COUNT)
  }

  // Chunks are used again, a few of them: to make and collect them cost more than all that is written into them (2026-11).
  private another(): Chunk {
    const free = this.chunks.filter(({ held }) => held === 0)
    const next = free[0] ?? new Chunk()
    this.chunks = [next, ...free.slice(1, SPARE_CHUNKS), ...this.chunks.filter(({ held }) => held > 0)]
    return next
  }
}

/** What `OpenRecord` wrote into a record's payload. */
export function rowsOf(payload: Buffer): { count: number; rows: Buffer } {
  return { count: payload.readUInt32BE(0), rows: payload.subarray(COUNT) }
}
