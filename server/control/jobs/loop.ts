import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { withAdvisoryLock } from '@/server/platform/db/advisory-lock'

export type LoopSettings = { name: string; everyMs: number; locks: Pool; log: Logger; work: () => Promise<void> }

/**
 * Runs `work` again and again, never twice at once, and not while another process of the database does. A failure is
 * logged when it begins and when it ends, not at every turn of an outage.
 */
export function runLoop({ name, everyMs, locks, log, work }: LoopSettings): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | null = null
  let isStopped = false
  let hasFailed = false

  const turn = async (): Promise<void> => {
    try {
      await withAdvisoryLock(locks, `job:${name}`, work)
      if (hasFailed) log.info({ job: name }, 'job runs again')
      hasFailed = false
    } catch (error) {
      if (!hasFailed && !isStopped) log.warn({ job: name, err: error }, 'job failed; it is tried again')
      hasFailed = true
    }
    if (!isStopped) timer = setTimeout(() => (running = turn()), everyMs)
  }

  let running = turn()
  return {
    async stop() {
      isStopped = true
      if (timer) clearTimeout(timer)
      await running
    },
  }
}
