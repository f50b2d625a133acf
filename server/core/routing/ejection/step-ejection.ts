// When a node that fails is set aside, and for how long: after failures in a row, or at a failure rate that enough outcomes
// stand behind; for twice as long each time again. A node that kept out of trouble for the longest such time starts anew.
// Without room (see below), which is asked for only then, it stays, and its failures go on counting.

import type { RoutingSettings } from '../../config/schema'

export type EjectionState = {
  /** Failures in a row. */
  failures: number
  /** Since it was last ejected. */
  outcomes: number
  /** How often it was ejected in a row. */
  times: number
  until: number | null
}

export const untroubled: EjectionState = { failures: 0, outcomes: 0, times: 0, until: null }

/** `failureRate`: the node's moving one, this outcome included. */
export type Outcome = { failed: boolean; failureRate: number }

export function stepEjection(
  state: EjectionState,
  { failed, failureRate }: Outcome,
  hasRoom: () => boolean,
  now: number,
  settings: RoutingSettings['ejection'],
): EjectionState {
  const { consecutive, ratePct, outcomes: enough, baseS, maxS } = settings
  // Jobs that it had when it was ejected end one by one: they say nothing new.
  if (state.until !== null && now < state.until) return state
  const times = state.until !== null && now - state.until >= maxS * 1000 ? 0 : state.times
  const outcomes = state.outcomes + 1
  if (!failed) return { ...state, failures: 0, outcomes, times }
  const failures = state.failures + 1
  const isFailing = failures >= consecutive || (outcomes >= enough && failureRate * 100 >= ratePct)
  if (!isFailing || !hasRoom()) return { ...state, failures, outcomes, times }
  return { failures: 0, outcomes: 0, times: times + 1, until: now + Math.min(maxS, baseS * 2 ** times) * 1000 }
}

/** Whether one more of a zone's `nodes` may be set aside beside those that are. */
export function hasRoom(nodes: number, ejected: number, { maxPct, oneOfNodes }: RoutingSettings['ejection']): boolean {
  if (maxPct === 0) return false
  return ejected < Math.max(Math.floor((maxPct * nodes) / 100), nodes >= oneOfNodes ? 1 : 0)
}
