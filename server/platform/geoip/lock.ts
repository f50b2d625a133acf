import { open, readFile, rm, stat, utimes } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

const touchMs = 2000
/** A holder touches its lock; one that was killed, or whose pid now belongs to somebody else, stops doing so. */
const staleMs = 15_000

const held = new Set<string>()

/**
 * Waits until the lock file is ours, or `isDone` says that its holder finished the work, or no lock can be had at all
 * (read-only folder): the lock saves work, it does not guard anything. Returns its release.
 */
export async function lockUnlessDone(lock: string, isDone: () => Promise<boolean>): Promise<() => Promise<void>> {
  for (;;) {
    try {
      const handle = await open(lock, 'wx')
      await handle.writeFile(String(process.pid)).finally(() => handle.close())
      return hold(lock)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return async () => undefined
    }
    if (await isStale(lock)) await rm(lock, { force: true })
    else await sleep(100)
    if (!(await exists(lock)) && (await isDone())) return async () => undefined
  }
}

function hold(lock: string): () => Promise<void> {
  held.add(lock)
  const timer = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => undefined), touchMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    held.delete(lock)
    await rm(lock, { force: true })
  }
}

const exists = async (path: string) => (await stat(path).catch(() => null)) !== null

async function isStale(lock: string): Promise<boolean> {
  const found = await stat(lock).catch(() => null)
  if (!found) return false
  if (Date.now() - found.mtimeMs > staleMs) return true
  const pid = Number(await readFile(lock, 'utf8').catch(() => ''))
  if (!pid) return false
  if (pid === process.pid) return !held.has(lock)
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
