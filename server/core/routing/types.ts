// What a decision is made from and what it answers. Everything here is plain data: it can be logged, replayed,
// sent to a browser. Times are epoch ms, ids are strings.

import type { GateState, GateView } from '../activation/types'
import type { Boundary } from '../boundary/types'
import type { CompiledConfig } from '../config/compiled'
import type { BoundaryClause, Fallback, MinTrust } from '../config/schema'
import type { Containment, GeoToken, ZoneCode } from '../geo/place'
import type { Origin } from '../origin/types'
import type { ReasonCode } from '../reasons'
import type { Verdict } from '../trust/types'
import type { FleetIndex } from './fleet/fleet-index'
import type { SpillTrace, SpillView } from './spill/types'

export type NodeId = string

export type FleetNode = {
  id: NodeId
  /** Self-declared. */
  operator: string
  /** ASN (`AS64500`) or address prefix (`203.0.0.0/16`). */
  network: string
  environments: readonly string[]
  models: readonly string[]
  gpu: string
  vramGb: number
  slots: number
  /** Leases, and beside them what the node last reported beyond the leases of then. */
  inFlight: number
  /** Leases open at any router. Free slots = slots − max(inFlight, leased). */
  leased: number
  endpoint: string | null
  version: string
  /** Slugs of Subclouds that the operator opted into, by signature. */
  joins: readonly string[]
  /** Slugs that it left or was removed from a short while ago, and may not join again yet; absent: none. */
  cooling?: readonly string[]
  simulated: boolean
  status: 'serving' | 'draining' | 'left'
  /** Set by an admin. */
  drained: boolean
  quarantinedUntil: number | null
  /** Set aside by this router for failing, until then. */
  ejectedUntil?: number | null
  firstSeenAt: number
  lastSeenAt: number
  /** Live while now ≤ liveUntil: three heartbeat intervals, at least 45 s, after the last message. */
  liveUntil: number
  /** Moving failure rate of completed leases, 0..1. */
  failureRate: number
  /** Where nobody measured it, a Subcloud's `minUptimePct` is not met. */
  uptimePct?: number | null
  geo: NodeGeo
}

/**
 * Re-derived whenever the configuration or the evidence changes. Preference (rungs, coverage) reads `containment.label` and its
 * ancestors; boundaries read `zones` and `jurisdictions`. The two differ near a border: labelled, inside nothing.
 */
export type NodeGeo = { readonly verdict: Verdict; readonly containment: Containment }

/** The live fleet. With an index of it, made under the snapshot's configuration, a decision costs the same at any size. */
export type Fleet = { nodes: ReadonlyMap<NodeId, FleetNode>; index?: FleetIndex }

export type Snapshot = {
  config: CompiledConfig
  fleet: Fleet
  gate: GateView
  /** Which zones are hot and whose spill budget is used up; absent: none. */
  spill?: SpillView
  /** Zones in panic with their descendants; absent: none. */
  panic?: ReadonlySet<ZoneCode>
}

export type RouteRequest = {
  model: string
  environment: string
  /** A Subcloud that exists in this revision, or null for a general job. The edge answers `unknown_subcloud`. */
  subcloud: string | null
  /** The API key's id, and the narrowing that it carries. */
  key: { id: string; geo: KeyGeo | null }
  origin: Origin
  geo: { prefer: readonly GeoToken[]; only: readonly GeoToken[] | null; deny: readonly GeoToken[]; fallback: Fallback | null }
  requirements: { minVramGb: number | null; gpu: string | null }
  affinityKey: string | null
  /** A retry keeps the first attempt's boundary and skips the nodes already tried. */
  retry: { of: string; tried: readonly NodeId[]; boundary: Boundary } | null
}

export type KeyGeo = { prefer?: readonly GeoToken[]; only?: readonly GeoToken[]; deny?: readonly GeoToken[] }

export type RefusalCode = 'geo_origin_denied' | 'geo_unsatisfiable' | 'geo_no_eligible_node' | 'geo_zone_saturated' | 'geo_snapshot_stale'

/** `decide`'s third argument: everything that a pure function may not find out by itself. */
export type DecideContext = {
  /** Epoch ms. */
  now: number
  /** Any text; the decision's id will do. */
  seed: string
  /** True when what is known of the fleet is too old to prove a boundary: restricted jobs are then refused. */
  stale?: boolean
  /** Count every rung whole, as for a dry run: the same pick, at the cost of a look at every node. A refusal always is. */
  explain?: boolean
  /** Nobody will read what stands in the way: a refusal for want of a node says no more than that, and looks at no node again. */
  pickOnly?: boolean
}

export const rungs = ['preferred', 'ancestor', 'adjacent', 'global', 'agnostic'] as const
export type Rung = (typeof rungs)[number]
export const preferredSources = ['request', 'key', 'subcloud', 'origin', 'nearest', 'none'] as const
export type PreferredSource = (typeof preferredSources)[number]

export const filterNames = [
  'environment',
  'liveness',
  'drained',
  'model',
  'hardware',
  'subcloud',
  'ban',
  'boundary',
  'trust',
  'capacity',
] as const
/** In the order they are applied; the first that fails is the node's reason. `tried` (retry) precedes capacity. */
export type FilterName = (typeof filterNames)[number] | 'tried'

export type RungTrace = {
  rung: Rung
  /** The zone, or null for a country/jurisdiction preference, global and agnostic. */
  zone: ZoneCode | null
  /** What the rung stands for, e.g. `zone:EU`, `jurisdiction:EU27`, `*`. */
  token: string
  /**
   * What the counts are of. `all`: every node of the rung, each by the first filter that it fails. `pool`: those of the rung
   * that have what does not change by the minute (environment, model, Subcloud, boundary, trust), every one of them. `looked`:
   * `candidates` is that pool, and `cut` and `eligible` are of the few of it that the pick looked at.
   */
  counted: 'all' | 'pool' | 'looked'
  /** Nodes of the rung not already in an earlier one. */
  candidates: number
  cut: Partial<Record<FilterName, number>>
  eligible: number
  /** The candidates that the pick looked at, best first, packed for replay. */
  sampled: readonly SampledCandidate[]
}

export type SampledCandidate = {
  id: NodeId
  zone: ZoneCode | null
  country: string | null
  free: number
  slots: number
  distanceKm: number | null
  trust: string
  failureRate: number
  score: number
}

/** Why registered nodes that come near are not eligible; what a refusal's remedy is written from. */
export type Miss = {
  /** `fallback`: eligible, but in a rung that the policy's `fallback` forbids; `budget`: that a spent spill budget does. */
  kind: FilterName | 'fallback' | 'budget'
  count: number
  /** Labels of those nodes, sorted; nodes in no zone are not named. */
  zones: readonly ZoneCode[]
  /** For `fallback`: the least permissive value that reaches them. */
  fallback?: Fallback
  /** For `drained`: how many of them were ejected for failing, and in how many seconds the first comes back. */
  ejected?: { count: number; forS: number }
}

export type Pick = { nodeId: NodeId; servedZone: ZoneCode | null; servedCountry: string | null; rung: Rung; distanceKm: number | null }

export type Trace = {
  version: 1
  now: number
  seed: string
  revision: number
  request: Omit<RouteRequest, 'origin' | 'retry'> & { retryOf: string | null }
  origin: Origin
  gate: { state: GateState; zone: ZoneCode | null; canaryPct: number; applied: boolean; override: boolean; tenantBucket: number | null }
  preference: { zone: ZoneCode | null; source: PreferredSource; tokens: readonly GeoToken[]; dropped: readonly GeoToken[] }
  policy: { fallback: Fallback; minTrust: MinTrust; isolate: boolean; layers: readonly { layer: string; clause: BoundaryClause }[] }
  boundary: { kind: Boundary['kind']; hash: string; tokens: readonly string[] }
  /** Where liveness was relaxed: everywhere by an admin, or in zones that fell silent. */
  panic?: { admin: boolean; zones: readonly ZoneCode[] }
  /** How the first rung was chosen where the preferred zone is hot or the spill budget spent. */
  spill?: SpillTrace | null
  /** In the order they were tried. */
  rungs: readonly RungTrace[]
  /** The rungs of the decision that was not applied (gate off, shadow or outside the canary), if one was computed. */
  shadowRungs: readonly RungTrace[] | null
  /** Only on a refusal. */
  misses: readonly Miss[]
}

export type Decision = {
  outcome: 'routed' | 'refused'
  revision: number
  gate: GateState
  geoApplied: boolean
  preferredZone: ZoneCode | null
  preferredSource: PreferredSource
  servedZone: ZoneCode | null
  servedCountry: string | null
  rung: Rung | null
  /** Served by another rung than the first. */
  fallback: boolean
  nodeId: NodeId | null
  distanceKm: number | null
  refusal: { code: RefusalCode; detail: string; remedy: string; retryAfterS: number | null } | null
  boundary: { hash: string; tokens: readonly string[] }
  /** What geo-routing would have done where it was not applied. */
  shadow: {
    servedZone: ZoneCode | null
    servedCountry: string | null
    rung: Rung | null
    outcome: 'routed' | 'refused'
    fallback: boolean
    distanceKm: number | null
  } | null
  reasons: readonly ReasonCode[]
  trace: Trace
}
