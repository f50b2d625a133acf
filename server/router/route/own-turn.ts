import { aTurn } from '@/server/platform/in-slices'

let last: Promise<unknown> = Promise.resolve()

/** Long work, a piece a turn of the event loop however many ask for some: everybody else's jobs are decided in between. */
export function inOwnTurn<T>(work: () => T): Promise<T> {
  const done = last.then(aTurn).then(work)
  last = done.catch(() => {})
  return done
}
