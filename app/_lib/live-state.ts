// What the live indicator says. Stale is judged by the last event, not by the connection: a link that is up and
// silent is as bad as one that is down.

export const liveStates = ['live', 'paused', 'reconnecting', 'stale'] as const
export type LiveState = (typeof liveStates)[number]

type Input = {
  paused: boolean
  status: 'idle' | 'connecting' | 'pending' | 'error'
  lastAt: number | null
  now: number
  staleAfterMs: number
}

export function liveState({ paused, status, lastAt, now, staleAfterMs }: Input): LiveState {
  if (paused) return 'paused'
  if (lastAt !== null && now > 0 && now - lastAt > staleAfterMs) return 'stale'
  return status === 'pending' ? 'live' : 'reconnecting'
}
