// What the live indicator says. Stale is judged by the last event, not by the connection: a link that is up and
// silent is as bad as one that is down.

const liveStates = ['live', 'paused', 'connecting', 'reconnecting', 'stale'] as const
export type LiveState = (typeof liveStates)[number]

type Input = {
  paused: boolean
  status: 'idle' | 'connecting' | 'pending' | 'error'
  /** Whether the server itself hears news: cut off from the database it goes on telling what it knows. */
  connected: boolean
  /** When anything was heard; null: never yet. */
  lastAt: number | null
  now: number
  /** Null where silence is no bad sign. */
  staleAfterMs: number | null
}

export function liveState({ paused, status, connected, lastAt, now, staleAfterMs }: Input): LiveState {
  if (paused) return 'paused'
  if (!connected) return 'stale'
  if (staleAfterMs !== null && lastAt !== null && now > 0 && now - lastAt > staleAfterMs) return 'stale'
  if (status === 'pending') return 'live'
  return lastAt === null && status !== 'error' ? 'connecting' : 'reconnecting'
}

/** When what is shown was so. Cut off from the database the server goes on telling what it knows, which is as old as its last word from there. */
export function knownAt(replica: { connected: boolean; refreshedAt: number | null } | undefined, toldAt: number | null): number | null {
  return replica && !replica.connected ? replica.refreshedAt : toldAt
}
