// The gate as it is for one job: its state, and whether geo-routing is applied to this tenant or worked out beside.

import { inCanary, tenantBucket } from '../activation/canary'
import { gateFor, overrideInForce } from '../activation/gate-for'
import type { GateState, GateView } from '../activation/types'
import type { Route, Terms } from './terms'
import type { RouteRequest } from './types'

export type AppliedGate = {
  state: GateState
  canaryPct: number
  overridden: boolean
  bucket: number | null
  /** Geo-routing is applied to this job. */
  applied: boolean
  /** What it would have done is worked out beside. */
  recorded: boolean
}

/** What the last job on a route found: the same for the next, unless it is a canary's, which looks at the tenant. */
export type KnownGate = { view: GateView; isOverridden: boolean; gate: AppliedGate }

export function appliedGate(view: GateView, { config }: Terms, route: Route, request: RouteRequest, now: number): AppliedGate {
  const isOverridden = overrideInForce(view, now) !== null
  const { known } = route
  if (known !== null && known.view === view && known.isOverridden === isOverridden) return known.gate
  const { state, canaryPct, overridden } = gateFor(view, config, route.preference.zone, now)
  const bucket = state === 'canary' ? tenantBucket(config.source.gate.salt, request.subcloud ?? request.key.id) : null
  const applied = state === 'on' || (bucket !== null && inCanary(bucket, canaryPct))
  const gate = { state, canaryPct, overridden, bucket, applied, recorded: !applied && (state === 'shadow' || state === 'canary') }
  if (state !== 'canary') route.known = { view, isOverridden, gate }
  return gate
}
