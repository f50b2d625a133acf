// Whether a zone is hot: above one utilisation for a while it becomes so, and below a lower one for longer it stops. Between
// the two it stays as it is, and every dip or peak starts the wait anew, so that it cannot flap.

import type { RoutingSettings } from '../../config/schema'

export type SpillState = {
  hot: boolean
  /** When it last became hot or cool; null: never hot so far. */
  changedAt: number | null
  /** Since when it is beyond the threshold that would change it. */
  crossedAt: number | null
}

export const cool: SpillState = { hot: false, changedAt: null, crossedAt: null }

/** `utilisation`: 0..1, and above where more is in use than there is. */
export function stepSpill(state: SpillState, utilisation: number, now: number, settings: RoutingSettings['spill']): SpillState {
  const { enterPct, enterS, leavePct, leaveS } = settings
  const isBeyond = state.hot ? utilisation * 100 < leavePct : utilisation * 100 > enterPct
  if (!isBeyond) return state.crossedAt === null ? state : { ...state, crossedAt: null }
  const crossedAt = state.crossedAt ?? now
  if (now - crossedAt < (state.hot ? leaveS : enterS) * 1000) return { ...state, crossedAt }
  return { hot: !state.hot, changedAt: now, crossedAt: null }
}
