// Whether the session still holds, as the answers tell: one refusal ends it, one answer (after signing in again, here or
// in another tab) brings it back. What is on the screen stays there meanwhile.

import { useSyncExternalStore } from 'react'

let hasEnded = false
const listeners = new Set<() => void>()

function set(next: boolean): void {
  if (next === hasEnded) return
  hasEnded = next
  for (const listener of listeners) listener()
}

export const sessionEnded = () => set(true)
export const sessionHolds = () => set(false)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function useHasSessionEnded(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => hasEnded,
    () => false,
  )
}
