import type { Logger } from 'pino'
import { listen } from '@/server/platform/db/listen'

/** The fleet changes all the time: its hints are gathered for so long; the others count at once. */
const GATHER_MS = 200

export type FollowSettings = {
  /** For LISTEN; null: polling only. */
  databaseUrl: string | null
  pollMs: number
  refresh(): Promise<void>
  log: Logger
}

/** Refreshes now and then, which is the promise, and whenever Postgres hints at a change. Returns the end. */
export function followChanges({ databaseUrl, pollMs, refresh, log }: FollowSettings): () => Promise<void> {
  const poll = () => void refresh().catch(() => {})
  const timer = setInterval(poll, pollMs)
  timer.unref()
  let isGathering = false
  const gather = () => {
    if (isGathering) return
    isGathering = true
    setTimeout(() => {
      isGathering = false
      poll()
    }, GATHER_MS).unref()
  }
  const listening =
    databaseUrl === null
      ? null
      : listen(databaseUrl, ['config', 'fleet', 'gate', 'keys'], (channel) => (channel === 'fleet' ? gather() : poll()), {
          onConnect: poll,
          onError: (error) => log.debug({ err: error }, 'replica: notifications are interrupted; polling goes on'),
        })
  return async () => {
    clearInterval(timer)
    await listening?.stop()
  }
}
