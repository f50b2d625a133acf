import type { ConditionId, GateState } from '@/server/core/activation/types'
import type { LngLat } from '@/server/core/geo/place'
import { instant, lensInput } from '../wire'

/** The strip above the map. Percentages are null where nothing was decided in the window. */
export type Strip = {
  at: number
  windowS: number
  gate: { state: GateState; canaryPct: number; override: boolean; failing: { id: ConditionId; zone: string | null; detail: string } | null }
  /** Of the network, as far as it can be seen. Of a Subcloud: its members, `live` those that could take one of its jobs now. */
  nodes: { live: number; total: number; simulated: number }
  /** Null, as `sample` and what is made of it: not known while Postgres is away. */
  decisionsPerS: number | null
  /** Decisions that the percentages are of. */
  sample: number | null
  inPreferredPct: number | null
  fellBackPct: number | null
  refusedPct: number | null
  medianKm: number | null
  /** What this page was made from, and how old it is. */
  revision: number
  connected: boolean
  refreshedAt: number | null
}

/** The quarter of an hour before `until`; absent: before now. */
export const trafficInput = lensInput.unwrap().extend({ until: instant.optional() }).prefault({})

/** A cell with fewer than three tenants has no `at`: it is counted under its country. */
export type OriginSpot = { at: LngLat | null; country: string | null; zone: string | null; jobs: number; simulated: boolean }
export type Flow = { from: string | null; to: string | null; jobs: number; fellBack: number }
/** `subcloud`: whose alone. */
export type TrafficView = { at: number; windowS: number; subcloud: string | null; origins: OriginSpot[]; flows: Flow[] }
