import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { identify, isRunning, type ProcessIdentity } from '../../process-identity'

/** Which processes use a cluster's server, so that the last one to leave stops it. */
export function joinUsers(folder: string): { leave(): { last: boolean } } {
  const users = path.join(folder, 'users')
  mkdirSync(users, { recursive: true })
  const own = path.join(users, `${process.pid}-${Math.random().toString(36).slice(2)}.json`)
  writeFileSync(own, JSON.stringify(identify(process.pid)))
  return {
    leave() {
      rmSync(own, { force: true })
      return { last: !readdirSync(users).some((name) => isUsed(path.join(users, name))) }
    },
  }
}

function isUsed(file: string): boolean {
  try {
    if (isRunning(JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity)) return true
  } catch {}
  rmSync(file, { force: true })
  return false
}
