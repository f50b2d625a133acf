// Nonces seen within the time that a message can be accepted at all. Two generations, swapped every window: a nonce is
// remembered for one to three windows, forgetting costs nothing, and memory has a bound. At the bound new messages are
// put off rather than replays let through.

export type NonceWindow = {
  has(nodeId: string, nonce: string, now: number): boolean
  /** Remembers the nonce: `fresh` the first time, `replayed` after it, `full` when nothing more can be remembered. */
  spend(nodeId: string, nonce: string, now: number): 'fresh' | 'replayed' | 'full'
}

export type NonceLimits = {
  /** At least the span in which one message stays acceptable: twice the clock tolerance. */
  windowMs: number
  perNode: number
  /** Some 150 bytes each. */
  total: number
}

type Generation = { byNode: Map<string, Set<string>>; size: number }
const empty = (): Generation => ({ byNode: new Map(), size: 0 })

export function createNonceWindow({ windowMs = 120_000, perNode = 128, total = 1_000_000 }: Partial<NonceLimits> = {}): NonceWindow {
  let current = empty()
  let previous = empty()
  let startedAt = Number.NEGATIVE_INFINITY

  const turn = (now: number): void => {
    const age = now - startedAt
    if (age < windowMs && age >= 0) return
    // A clock set back restarts the window, but forgets nothing early.
    previous = age < 2 * windowMs ? current : empty()
    current = empty()
    startedAt = now
  }

  const isSeen = (nodeId: string, nonce: string): boolean =>
    (current.byNode.get(nodeId)?.has(nonce) || previous.byNode.get(nodeId)?.has(nonce)) ?? false

  return {
    has(nodeId, nonce, now) {
      turn(now)
      return isSeen(nodeId, nonce)
    },
    spend(nodeId, nonce, now) {
      turn(now)
      if (isSeen(nodeId, nonce)) return 'replayed'
      const own = current.byNode.get(nodeId)
      if (current.size >= total || (own !== undefined && own.size >= perNode)) return 'full'
      if (own) own.add(nonce)
      else current.byNode.set(nodeId, new Set([nonce]))
      current.size++
      return 'fresh'
    },
  }
}
