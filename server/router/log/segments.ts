import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { type Cursor, CursorFile } from './cursor'
import { readRecord } from './record'

export function segmentPath(dir: string, segment: number): string {
  return join(dir, `${String(segment).padStart(10, '0')}.seg`)
}

/** The numbers of the segments there are, ascending. */
export function listSegments(dir: string): number[] {
  return readdirSync(dir)
    .map((name) => /^(\d{10})\.seg$/.exec(name)?.[1])
    .filter((number) => number !== undefined)
    .map(Number)
    .sort((a, b) => a - b)
}

export function segmentBytes(dir: string, segment: number): number {
  return statSync(segmentPath(dir, segment), { throwIfNoEntry: false })?.size ?? 0
}

/** Where draining goes on: the stored cursor, or the first segment there is. */
export function readCursor(dir: string): Cursor {
  const start = { segment: listSegments(dir)[0] ?? 1, offset: 0 }
  const stored = CursorFile.read(dir)
  return stored && stored.segment >= start.segment ? { segment: stored.segment, offset: stored.offset } : start
}

/**
 * Cuts every undrained segment back to its last whole record. What stood behind goes into `<segment>.torn`, so that
 * nothing is ever destroyed: after a crash it is a record that was never answered.
 */
export function recoverSegments(dir: string, cursor: Cursor): { segment: number; bytes: number }[] {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const torn: { segment: number; bytes: number }[] = []
  for (const segment of listSegments(dir)) {
    if (segment < cursor.segment) {
      rmSync(segmentPath(dir, segment), { force: true })
      continue
    }
    const path = segmentPath(dir, segment)
    const bytes = readFileSync(path)
    const start = segment === cursor.segment ? Math.min(cursor.offset, bytes.length) : 0
    const end = lastWholeRecord(bytes, start)
    if (end === bytes.length) continue
    appendFileSync(`${path}.torn`, bytes.subarray(end))
    truncateSync(path, end)
    torn.push({ segment, bytes: bytes.length - end })
  }
  return torn
}

function lastWholeRecord(bytes: Buffer, start: number): number {
  let offset = start
  for (;;) {
    const record = readRecord(bytes, offset)
    if (record === null || record === 'torn') return offset
    offset = record.end
  }
}
