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
    const found = read(file)
    if (found && isRunning(found.holder)) {
      if (Date.now() - startedAt > (found.isStopping ? waitMs.stopping : waitMs.holder)) return { heldBy: found.holder }
      await sleep(100)
      continue
    }
    if (found) {
      leftover = found
      // Whoever renames it away first clears it; a later one must not remove the winner's new lock.
      const aside = `${file}.${process.pid}`
      try {
        renameSync(file, aside)
      } catch {}
      rmSync(aside, { force: true })
    }
    if (create(file, own)) break
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

function read(file: string): LockRecord | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LockRecord
  } catch {
    return null
  }
}
