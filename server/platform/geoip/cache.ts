// Tables on disk, one file a source and set of database files. Two processes start at once (router and web): the first takes
// a lock and builds, the other waits for the result. The lock only saves work; a stale one is ignored, and since files
// appear by rename alone, two builders never see each other's halves.

import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { decodeTables, formatVersion } from './cache-file'
import { flattenInWorker } from './flatten-in-worker'
import { lockUnlessDone } from './lock'
import type { SourceTables } from './tables'

export type CacheRequest = {
  /** Folder of the cache; made when missing. */
  folder: string
  role: 'primary' | 'second'
  paths: readonly string[]
  withPoints: boolean
  log: { info(message: string): void; warn(message: string): void }
}

/** Rejects when the database files cannot be read; a cache that cannot be read or written only costs time. */
export async function loadTables(request: CacheRequest): Promise<SourceTables> {
  const { folder, role, paths, withPoints, log } = request
  const key = await keyOf(paths, withPoints)
  const file = join(folder, `${role}-${createHash('sha256').update(key).digest('hex').slice(0, 16)}.tables`)
  const cached = await readTables(file, key)
  if (cached) return cached
  await mkdir(folder, { recursive: true }).catch(() => undefined)
  const release = await lockUnlessDone(`${file}.lock`, async () => (await readTables(file, key)) !== null)
  try {
    // Whoever held the lock may have built it.
    const built = await readTables(file, key)
    if (built) return built
    log.info(`IP database: preparing ${paths.map((path) => basename(path)).join(', ')} (once, some seconds)`)
    const bytes = await flattenInWorker({ paths, withPoints, key }, (message) => log.info(`IP database: ${message}`))
    await writeAtomically(file, bytes).catch((error: Error) => {
      log.warn(`IP database: cannot write ${file} (${error.message}); it will be prepared again at the next start`)
    })
    await removeOthers(folder, role, basename(file))
    const tables = decodeTables(bytes, key)
    if (!tables) throw new Error('the prepared tables do not check out')
    return tables
  } finally {
    await release()
  }
}

/** Which files, of which size and age, in which format. A changed database is another key. */
async function keyOf(paths: readonly string[], withPoints: boolean): Promise<string> {
  const files = await Promise.all(
    paths.map(async (path) => {
      const { size, mtimeMs } = await stat(path)
      return { name: basename(path), size, mtimeMs }
    }),
  )
  return JSON.stringify({ formatVersion, withPoints, files })
}

async function readTables(file: string, key: string): Promise<SourceTables | null> {
  const bytes = await readFile(file).catch(() => null)
  return bytes && decodeTables(bytes, key)
}

async function writeAtomically(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    await writeFile(temporary, bytes)
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Tables of databases that were replaced (whoever has one open holds it in memory), and what a killed builder left. */
async function removeOthers(folder: string, role: string, keep: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const old = names.filter((name) => name.startsWith(`${role}-`) && /\.(tables|tmp)$/.test(name) && name !== keep)
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })))
}
