import { ByteWriter } from '@/server/core/bytes/writer'
import { HEADER, type RecordKind, sealRecord } from './record'

const COUNT = 4

/** Rows of one kind that wait for the turn's write, in the bytes that the record will be. */
export class OpenRecord {
  private readonly frame = new ByteWriter(64 * 1024)
  private rows = 0

  constructor(private readonly kind: Extract<RecordKind, 'D' | 'O'>) {}

  get bytes(): number {
    return this.rows === 0 ? 0 : this.frame.length
  }

  add(row: Uint8Array): void {
    if (this.rows++ === 0) this.frame.length = HEADER + COUNT
    this.frame.raw(row)
  }

  /** The whole record, and nothing waits any more; bytes that hold until the next `add`. */
  seal(): Buffer {
    const { buffer } = this.frame.bytes
    const record = Buffer.from(buffer as ArrayBuffer, 0, this.frame.length)
    record.writeUInt32BE(this.rows, HEADER)
    sealRecord(this.kind, record)
    this.rows = 0
    return record
  }
}

/** What `OpenRecord` wrote into a record's payload. */
export function rowsOf(payload: Buffer): { count: number; rows: Buffer } {
  return { count: payload.readUInt32BE(0), rows: payload.subarray(COUNT) }
}
