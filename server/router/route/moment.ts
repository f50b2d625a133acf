import type { RouterContext } from '../context'

/** What holds for all decisions of one turn, looked up once for them together. */
export type Moment = {
  /** Epoch ms. */
  readonly now: number
  /** What is known of zones, policies and places may have changed elsewhere since: too old to prove a boundary by. */
  readonly stale: boolean
  /** The log takes decisions. */
  readonly canLog: boolean
}

export function momentOf({ now: clock, replica, snapshotMaxAgeMs, spool }: RouterContext): Moment {
  const now = clock()
  const { refreshedAt } = replica.status()
  return { now, stale: refreshedAt === null || now - refreshedAt > snapshotMaxAgeMs, canLog: spool.isWritable() }
}
