// What a process knew, on disk, so that it starts without Postgres. Each file is one line of header with the SHA-256 of
// what follows, and is replaced whole by rename: a reader finds the old one or the new one, and one that was damaged is
// told from a good one and ignored.

import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'

export type Stored<T> = { savedAt: number; body: T }

export async function save(dir: string, name: string, body: unknown, now: number): Promise<void> {
  const text = JSON.stringify(body)
  const header = JSON.stringify({ version: 1, savedAt: now, sha256: digest(text) })
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const path = join(dir, `${name}.json`)
  const file = await open(`${path}.tmp`, 'w', 0o600)
  try {
    await file.writeFile(`${header}\n${text}\n`)
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
    const end = content.indexOf('\n')
    const header = JSON.parse(content.slice(0, end)) as { version: number; savedAt: number; sha256: string }
    const text = content.slice(end + 1, -1)
    if (header.version !== 1) throw new Error(`unknown version ${header.version}`)
    if (digest(text) !== header.sha256) throw new Error('the checksum does not match')
    return { savedAt: header.savedAt, body: JSON.parse(text) }
  } catch (error) {
    onDamaged(path, (error as Error).message)
    return null
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
