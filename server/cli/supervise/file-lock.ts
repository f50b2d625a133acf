import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { identify, isRunning, type ProcessIdentity } from '@/server/platform/process-identity'

export type LockRecord = {
  holder: ProcessIdentity
  /** It is on its way out: worth waiting for. */
  isStopping: boolean
  children: ProcessIdentity[]
}

export type FileLock = {
  /** What a holder that was killed left behind; null where nobody was. */
  leftover: LockRecord | null
  update(change: Partial<Omit<LockRecord, 'holder'>>): void
  release(): void
}

/** A lock that lives as long as its process. Waits for a holder that is stopping; null when it stays. */
export async function takeFileLock(
  file: string,
  waitMs: { holder: number; stopping: number },
): Promise<{ lock: FileLock } | { heldBy: ProcessIdentity }> {
  mkdirSync(path.dirname(file), { recursive: true })
  const own: LockRecord = { holder: identify(process.pid), isStopping: false, children: [] }
  const startedAt = Date.now()
  let leftover: LockRecord | null = null
  for (;;) {
    if (create(file, own)) break
    const found = read(file)
    if (found?.record && isRunning(found.record.holder)) {
      if (Date.now() - startedAt > (found.record.isStopping ? waitMs.stopping : waitMs.holder)) return { heldBy: found.record.holder }
      await sleep(100)
    } else if (found) {
      leftover = found.record
      clear(file, found.text)
    }
  }
  let record = own
  return {
    lock: {
      leftover,
      update(change) {
        record = { ...record, ...change }
        replace(file, record)
      },
      release: () => rmSync(file, { force: true }),
    },
  }
}

function create(file: string, record: LockRecord): boolean {
  const temporary = `${file}.${process.pid}.new`
  writeFileSync(temporary, JSON.stringify(record))
  try {
    linkSync(temporary, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(temporary, { force: true })
  }
}

function replace(file: string, record: LockRecord): void {
  const temporary = `${file}.${process.pid}.new`
  writeFileSync(temporary, JSON.stringify(record))
  renameSync(temporary, file)
}

/** Null where there is no file; a record of null where it says nothing. */
function read(file: string): { text: string; record: LockRecord | null } | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return null
  }
  try {
    return { text, record: JSON.parse(text) as LockRecord }
  } catch {
    return { text, record: null }
  }
}

/** Removes a dead holder's file. Renamed first: of several that find it dead, one may already have put a living lock in its place. */
function clear(file: string, deadText: string): void {
  const aside = `${file}.${process.pid}.old`
  try {
    renameSync(file, aside)
    if (readFileSync(aside, 'utf8') !== deadText) linkSync(aside, file)
  } catch {}
  rmSync(aside, { force: true })
}
