// One writer a spool folder. Node has no flock, so the lock is a file made with link(2) that names its holder; it is
// taken over only from a holder that is provably gone.

import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { identify, isRunning, type ProcessIdentity } from '@/server/platform/process-identity'

const REFRESH_MS = 2_000
/** A holder on another host (a shared volume) is gone when it has not refreshed its lock for this long. */
const FOREIGN_STALE_MS = 15_000

type Holder = ProcessIdentity & { host: string }
const heldHere = new Set<string>()

export class SpoolLockedError extends Error {}

/** Takes the lock of `dir` or throws SpoolLockedError saying who holds it. Returns the release. */
export function lockSpool(dir: string): () => void {
  const path = join(dir, 'lock')
  const me: Holder = { ...identify(process.pid), host: hostname() }
  const own = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
  writeFileSync(own, JSON.stringify(me))
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      try {
        linkSync(own, path)
        heldHere.add(path)
        const refresh = setInterval(() => touch(path), REFRESH_MS)
        refresh.unref()
        return () => {
          clearInterval(refresh)
          heldHere.delete(path)
          rmSync(path, { force: true })
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const holder = read(path)
      if (holder && isAlive(holder, path)) {
        throw new SpoolLockedError(
          `Another router (process ${holder.pid} on ${holder.host}) writes to ${dir}; give each router its own DATA_DIR.`,
        )
      }
      takeAside(path, holder)
    }
    throw new SpoolLockedError(`The lock of ${dir} keeps changing hands; give each router its own DATA_DIR.`)
  } finally {
    rmSync(own, { force: true })
  }
}

// Renames before removing, and puts back what turns out to be somebody's fresh lock: two that find the same stale lock
// must not both remove it.
function takeAside(path: string, stale: Holder | null): void {
  const aside = `${path}.stale.${process.pid}.${Math.random().toString(36).slice(2)}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const found = read(aside)
  if (found && JSON.stringify(found) !== JSON.stringify(stale)) {
    try {
      linkSync(aside, path)
    } catch {
      // Somebody else holds it by now.
    }
  }
  rmSync(aside, { force: true })
}

function isAlive(holder: Holder, path: string): boolean {
  if (holder.host !== hostname()) return Date.now() - statSync(path).mtimeMs < FOREIGN_STALE_MS
  if (holder.pid === process.pid) return heldHere.has(path)
  return isRunning(holder)
}

function read(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    return null
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date())
  } catch {
    // The folder is gone; writing will say so.
  }
}
