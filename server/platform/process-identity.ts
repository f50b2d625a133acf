import { readFileSync } from 'node:fs'

/** A process that can be recognised later: a number alone is given again to another one. */
export type ProcessIdentity = { pid: number; startedAt: string | null }

export function identify(pid: number): ProcessIdentity {
  return { pid, startedAt: procStat(pid)?.startedAt ?? null }
}

/** Whether that very process still runs. A zombie, which only waits to be reaped, does not. */
export function isRunning(identity: ProcessIdentity): boolean {
  try {
    process.kill(identity.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const stat = procStat(identity.pid)
  if (!stat) return process.platform !== 'linux'
  if (stat.state === 'Z' || stat.state === 'X') return false
  return identity.startedAt === null || identity.startedAt === stat.startedAt
}

/** The parent's number, or null where the system does not say. */
export function parentOf(pid: number): number | null {
  return procStat(pid)?.ppid ?? null
}

/** The program's name, cut at 15 characters by Linux; null elsewhere. */
export function programOf(pid: number): string | null {
  return procStat(pid)?.name ?? null
}

// Linux only: /proc/<pid>/stat is `pid (name) state ppid … starttime`, and the name may itself contain brackets and spaces.
function procStat(pid: number): { name: string; state: string; ppid: number; startedAt: string } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const close = text.lastIndexOf(')')
    const fields = text.slice(close + 2).split(' ')
    return { name: text.slice(text.indexOf('(') + 1, close), state: fields[0]!, ppid: Number(fields[1]), startedAt: fields[19]! }
  } catch {
    return null
  }
}
