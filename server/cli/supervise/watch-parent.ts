import { parentOf } from '@/server/platform/process-identity'

const everyMs = 250

/**
 * Calls back once whoever started this process is gone. npm does not pass SIGTERM on, and between it and here there may be a shell
 * that stays: so the parent's parent is watched too, where the system tells.
 */
export function watchParent(onGone: () => void): { stop(): void } {
  const parent = process.ppid
  const grandparent = parentOf(parent)
  const timer = setInterval(() => {
    if (process.ppid === parent && (grandparent === null || parentOf(parent) === grandparent)) return
    clearInterval(timer)
    onGone()
  }, everyMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/** Only npm's and our own commands are tied to their parent: `node … &` in a shell that ends may well be meant to stay. */
export function isTiedToParent(env: Record<string, string | undefined> = process.env): boolean {
  return Boolean(env.npm_lifecycle_event)
}
