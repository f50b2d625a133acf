// What is known of the load, zone by zone, when a decision is made, and what a decision says of it.

import type { GeoToken, ZoneCode } from '../../geo/place'

/** Of the nodes of one pool that carry one label; sums over labels are those of a zone with its descendants. */
export type Load = {
  /** Of live, serving nodes. */
  slots: number
  used: number
  /** Moving average of the demand of the jobs that prefer the place, in slots, wherever they run. */
  offered: number
  live: number
  /** Live or seen within the last hour, and not left. */
  total: number
}

/** Nodes that can stand in for one another: one environment, one isolating Subcloud or none, one model. */
export type PoolKey = string

export function poolKey(environment: string, holder: string | null, model: string): PoolKey {
  return `${environment} ${holder ?? ''} ${model}`
}

export type SpillMode = 'capacity' | 'hosts'

export type PoolSpill = {
  /** `hosts`: jobs are asked for, but nothing is ever in use, so that only nodes can be counted. */
  mode: SpillMode
  /** By label; nodes in no zone under null. */
  loads: ReadonlyMap<ZoneCode | null, Load>
  /** Hot zones, and since when. */
  hot: ReadonlyMap<ZoneCode, number>
}

export type SpillView = {
  /** Pools with a hot zone; all others are as if nothing were known of them. */
  pools: ReadonlyMap<PoolKey, PoolSpill>
  /** Subclouds whose spill budget is used up. */
  spent: ReadonlySet<string>
}

export type RungShare = { token: GeoToken | '*'; health: number; share: number }

export type SpillTrace = {
  /** `drawn`: the seed drew the rung; `conversation`: it stays where it is; `budget_spent`: the job may not leave its rung. */
  by: 'drawn' | 'conversation' | 'budget_spent'
  /** The hot zone and since when; null where only the budget counted. */
  zone: ZoneCode | null
  since: number | null
  mode: SpillMode | null
  /** Along the whole ladder, in order; empty where only the budget counted. */
  rungs: readonly RungShare[]
  /** Index of the rung that is tried first; then come the others in order. */
  first: number
}
