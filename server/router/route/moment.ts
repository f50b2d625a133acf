import type { RouterContext } from '../context'

/** What holds for all decisions of one turn, looked up once for them together. */
export type Moment = {
  /** Epoch ms. */
  readonly now: number
  /** When the request came, or its lines, monotonic. */
  readonly startedUs: number
  /** What is known of zones, policies and places may have changed elsewhere since: too old to prove a boundary by. */
  readonly stale: boolean
  /** The log takes decisions. */
  readonly canLog: boolean
}

export function momentOf({ now: clock, replica, snapshotMaxAgeMs, spool }: RouterContext, startedUs: number): Moment {
  const now = clock()
  const { refreshedAt } = replica.status()
  return { now, startedUs, stale: refreshedAt === null || now - refreshedAt > snapshotMaxAgeMs, canLog: spool.isWritable() }
}
