import type { Logger } from 'pino'
import type { Channel } from '@/server/platform/db/channels'
import { listen } from '@/server/platform/db/listen'

const POLL_EVERY_MS = 700
/** The fleet changes all the time: its hints are gathered for so long; the others count at once. */
const GATHER_MS = 200

export type FollowSettings = {
  /** For LISTEN; null: polling only. */
  databaseUrl: string | null
  /** What hints carry that this process gave itself: it knows. */
  ownHint: string | null
  refresh(): Promise<void>
  log: Logger
}

/** Refreshes now and then, which is the promise, and whenever Postgres hints at a change. Returns the end. */
export function followChanges({ databaseUrl, ownHint, refresh, log }: FollowSettings): () => Promise<void> {
  const poll = () => void refresh().catch(() => {})
  const timer = setInterval(poll, POLL_EVERY_MS)
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
  const hear = (channel: Channel, hint: string) => {
    if (channel !== 'fleet') poll()
    else if (hint !== ownHint) gather()
  }
  const listening =
    databaseUrl === null
      ? null
      : listen(databaseUrl, ['config', 'fleet', 'gate', 'keys'], hear, {
          onConnect: poll,
          onError: (error) => log.debug({ err: error }, 'replica: notifications are interrupted; polling goes on'),
        })
  return async () => {
    clearInterval(timer)
    await listening?.stop()
  }
}
