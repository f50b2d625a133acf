// The filters, in their fixed order; the first that a node fails is its reason. A filter that throws has been failed:
// whatever goes wrong about one node can only take that node out.

import { areaInside, isInside } from '../boundary/inside'
import type { Boundary } from '../boundary/types'
import type { CompiledConfig } from '../config/compiled'
import type { MinTrust, TrustLevel } from '../config/schema'
import type { GeoToken, ZoneCode } from '../geo/place'
import { freeSlots } from './free-slots'
import { sameGpu } from './hardware'
import { isInPool, type Pool } from './membership'
import type { FilterName, FleetNode, NodeId } from './types'

/** All that a filter looks at besides the node. The boundary is part of it: there is no job without one. */
export type Job = {
  readonly config: CompiledConfig
  readonly now: number
  /** The admin's switch, and the zones that panic by themselves (with their descendants). */
  readonly panic: boolean
  readonly panicIn?: ReadonlySet<ZoneCode> | undefined
  readonly model: string
  readonly environment: string
  readonly minVramGb: number | null
  readonly gpu: string | null
  /** The Subcloud's own models; null where it takes any. */
  readonly models: ReadonlySet<string> | null
  readonly pool: Pool
  readonly boundary: Boundary
  readonly minTrust: MinTrust
  readonly tried: ReadonlySet<NodeId>
  /** Which areas lie inside the boundary, as asked so far. */
  readonly areas: Map<GeoToken, boolean>
}

export type Filter = { readonly name: FilterName; readonly passes: (node: FleetNode, job: Job) => boolean }

export const filters: readonly Filter[] = [
  { name: 'environment', passes: (node, job) => node.environments.includes(job.environment) },
  { name: 'liveness', passes: isLive },
  { name: 'drained', passes: (node, { now }) => isInService(node, now) },
  { name: 'model', passes: hasModel },
  {
    name: 'hardware',
    passes: (node, { minVramGb, gpu }) =>
      (minVramGb === null || node.vramGb >= minVramGb) && (gpu === null || node.gpu === gpu || sameGpu(node.gpu, gpu)),
  },
  { name: 'subcloud', passes: (node, { pool }) => isInPool(node, pool) },
  { name: 'ban', passes: (node, { pool }) => pool.own === null || !pool.own.bans.has(node.id) },
  { name: 'boundary', passes: isInBoundary },
  { name: 'trust', passes: isTrusted },
  { name: 'tried', passes: (node, { tried }) => !tried.has(node.id) },
  { name: 'capacity', passes: (node) => freeSlots(node) > 0 },
]

/** What a node is, as against how it is just now: where none passes these, no waiting helps. */
export const lastingFilters: ReadonlySet<FilterName> = new Set(['environment', 'model', 'hardware', 'boundary'])

/** A panic stretches the time for which a node is live after its last message so many times. */
export const panicGrace = 3

/** Until when a node is live in a panic. */
export function gracedUntil({ lastSeenAt, liveUntil }: Pick<FleetNode, 'lastSeenAt' | 'liveUntil'>): number {
  return lastSeenAt + panicGrace * (liveUntil - lastSeenAt)
}

function isLive(node: FleetNode, job: Job): boolean {
  return job.now <= node.liveUntil || isGraced(node, job)
}

/** Whether a panic has it count as live though it is silent. */
export function isGraced(node: FleetNode, job: Job): boolean {
  return isPanicAt(node, job) && job.now <= gracedUntil(node)
}

/** Whether there is a panic where it is. */
export function isPanicAt({ geo }: Pick<FleetNode, 'geo'>, { panic, panicIn }: Pick<Job, 'panic' | 'panicIn'>): boolean {
  const { label } = geo.containment
  return panic || (label !== null && panicIn?.has(label) === true)
}

/** Neither drained or leaving, nor held back for a while. */
export function isInService(node: FleetNode, now: number): boolean {
  return node.status === 'serving' && !node.drained && !isQuarantined(node, now) && !isEjected(node, now)
}

export function isQuarantined({ quarantinedUntil }: Pick<FleetNode, 'quarantinedUntil'>, now: number): boolean {
  return quarantinedUntil !== null && now < quarantinedUntil
}

/** Set aside for failing, for a while. */
export function isEjected({ ejectedUntil }: Pick<FleetNode, 'ejectedUntil'>, now: number): boolean {
  return ejectedUntil !== undefined && ejectedUntil !== null && now < ejectedUntil
}

function hasModel(node: FleetNode, { model, models }: Job): boolean {
  return (models === null || models.has(model)) && node.models.includes(model)
}

/** A place that is unknown, contradicted or astride a border is in no restricted boundary. */
function isInBoundary(node: FleetNode, { boundary, config }: Job): boolean {
  if (boundary.kind === 'unrestricted') return true
  const { verdict, containment } = node.geo
  if (verdict.borderline || verdict.level === 'contradicted' || verdict.level === 'impossible') return false
  return isInside(boundary, verdict.place, containment, config)
}

const rank: Record<TrustLevel, number> = { impossible: 0, contradicted: 1, unverified: 2, consistent: 3, verified: 4 }

/** The best level among the areas that lie wholly inside the boundary. */
function isTrusted(node: FleetNode, job: Job): boolean {
  const { boundary, minTrust, areas, config } = job
  // Nothing asked for. What is contradicted is in no restricted boundary already; elsewhere it serves the global pool.
  if (minTrust === 'unverified') return true
  const least = rank[minTrust]
  for (const { area, level } of node.geo.verdict.areas) {
    if (!(rank[level] >= least)) continue
    let inside = areas.get(area)
    if (inside === undefined) {
      inside = boundary.kind === 'unrestricted' || areaInside(boundary, area, config)
      areas.set(area, inside)
    }
    if (inside) return true
  }
  return false
}
