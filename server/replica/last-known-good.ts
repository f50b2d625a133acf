// What a process knew, on disk, so that it starts without Postgres. Each file is one value as JSON and a last line with the
// SHA-256 of it, and is replaced whole by rename: a reader finds the old one or the new one, and one that was damaged is
// told from a good one and ignored.

import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'

export type Stored<T> = { savedAt: number; body: T }

const VERSION = 2
/** Of a list, written between two turns of the event loop: so many items, or characters. */
const SLICE = { items: 250, length: 100_000 }

/** Saves a value that is small. */
export function save(dir: string, name: string, body: unknown, now: number): Promise<void> {
  return savePieces(dir, name, [JSON.stringify(body)], now)
}

/** Saves a list of any length without holding up the event loop; what changes meanwhile is saved as it was or as it is. */
export function saveList(dir: string, name: string, items: Iterable<unknown>, now: number): Promise<void> {
  return savePieces(dir, name, listPieces(items), now)
}

/** The JSON of a list, piece by piece. */
export function* listPieces(items: Iterable<unknown>): Iterable<string> {
  let piece = '['
  let count = 0
  for (const item of items) {
    piece += `${count++ === 0 ? '' : ','}${JSON.stringify(item)}`
    if (count % SLICE.items !== 0 && piece.length < SLICE.length) continue
    yield piece
    piece = ''
  }
  yield `${piece}]`
}

/** Saves JSON that comes in pieces. */
export async function savePieces(dir: string, name: string, pieces: Iterable<string>, now: number): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const path = join(dir, `${name}.json`)
  const file = await open(`${path}.tmp`, 'w', 0o600)
  try {
    const hash = createHash('sha256')
    for (const piece of pieces) {
      hash.update(piece)
      await file.write(piece)
    }
    await file.write(`\n${JSON.stringify({ version: VERSION, savedAt: now, sha256: hash.digest('hex') })}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.tmp`, path)
}

/** What was saved, or null where there is nothing, or nothing whole (which `onDamaged` is told). */
export async function load(dir: string, name: string, onDamaged: (path: string, reason: string) => void): Promise<Stored<unknown> | null> {
  const path = join(dir, `${name}.json`)
  let content: string
  try {
    content = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onDamaged(path, (error as Error).message)
    return null
  }
  try {
    const end = content.lastIndexOf('\n', content.length - 2)
    const text = content.slice(0, end)
    const seal = JSON.parse(content.slice(end + 1)) as { version: number; savedAt: number; sha256: string }
    if (seal.version !== VERSION) throw new Error(`unknown version ${seal.version}`)
    if (digest(text) !== seal.sha256) throw new Error('the checksum does not match')
    return { savedAt: seal.savedAt, body: JSON.parse(text) }
  } catch (error) {
    onDamaged(path, (error as Error).message)
    return null
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
