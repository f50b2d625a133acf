// Whether the session still holds, as the answers tell: one refusal ends it, one answer (after signing in again, here or
// in another tab) brings it back. What is on the screen stays there meanwhile.

import { useSyncExternalStore } from 'react'

export class SessionWatch {
  #hasEnded = false
  #changes = 0
  readonly #listeners = new Set<() => void>()

  /**
   * Call it when asking; tell what it gives back how the answer came out. Answers overtake each other: what was asked
   * before the last change tells of a session that was, and is passed over.
   */
  ask(): (holds: boolean) => void {
    const asked = this.#changes
    return (holds) => {
      if (asked !== this.#changes || holds !== this.#hasEnded) return
      this.#hasEnded = !holds
      this.#changes++
      for (const listener of this.#listeners) listener()
    }
  }

  readonly hasEnded = () => this.#hasEnded

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}

export const session = new SessionWatch()

export const useHasSessionEnded = (): boolean => useSyncExternalStore(session.subscribe, session.hasEnded, () => false)
