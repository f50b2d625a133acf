// Which Subcloud a node serves. An isolating Subcloud takes its members out of every other ladder, so it may only take
// nodes whose operator opted in by signature or that an admin assigned; a node is in at most one of them. Approvals are in
// the policy and a cooldown is in the node's record, so that membership follows from the snapshot alone.

import type { CompiledConfig } from '../config/compiled'
import { type Subcloud, trustLevels } from '../config/schema'
import { sameGpu } from './hardware'
import { knownPlace } from './known-place'
import type { FleetNode, NodeId } from './types'

type Prepared = { subcloud: Subcloud; assigned: ReadonlySet<string>; approved: ReadonlySet<string>; bans: ReadonlySet<string> }
type Index = {
  bySlug: ReadonlyMap<string, Prepared>
  isIsolated: boolean
  /** Those that need no opting in. */
  open: readonly Prepared[]
  /** By node, in the slugs' order. */
  assigning: ReadonlyMap<NodeId, readonly Prepared[]>
}

/** One Subcloud's rules, or the general pool's, ready to ask of many nodes. */
export type Pool = { readonly own: Prepared | null; readonly index: Index }

const none: ReadonlySet<string> = new Set()
const indices = new WeakMap<CompiledConfig, Index>()

/** The pool of a Subcloud's jobs, or with null of general ones. A Subcloud that is not in the configuration has an empty one. */
export function poolOf(subcloud: Subcloud | null, config: CompiledConfig): Pool {
  const index = indexOf(config)
  if (subcloud === null) return { own: null, index }
  return { own: index.bySlug.get(subcloud.slug) ?? { subcloud: closed(subcloud), assigned: none, approved: none, bans: none }, index }
}

/** Whether the pool's jobs may run on the node: criteria, joining rule, and not held by another isolating Subcloud. Bans are a filter of their own. */
export function isInPool(node: FleetNode, { own, index }: Pool): boolean {
  if (own === null) return holderOf(node, index) === null
  if (obstacleTo(node, own) !== null) return false
  return isFreeFor(own, holderOf(node, index))
}

const needsOptIn = ({ policy }: Subcloud) => policy.isolate || policy.participation.join !== 'open'

/** Whether a pool takes only nodes that opted in or were assigned: those of `optInsOf`. */
export const takesOptedIn = ({ own }: Pool): boolean => own !== null && needsOptIn(own.subcloud)

/** By slug the Subclouds that take only who opted in or was assigned, and that the node did or was. Its place has no part in it. */
export function optInsOf(node: FleetNode, config: CompiledConfig): Set<string> {
  const { bySlug, assigning } = indexOf(config)
  const found = new Set<string>()
  const consider = (own: Prepared | undefined) => {
    if (own !== undefined && needsOptIn(own.subcloud)) found.add(own.subcloud.slug)
  }
  for (const slug of node.joins) consider(bySlug.get(slug))
  assigning.get(node.id)?.forEach(consider)
  return found
}

export function isMember(node: FleetNode, subcloud: Subcloud, config: CompiledConfig): boolean {
  return isInPool(node, poolOf(subcloud, config))
}

/** The isolating Subcloud that holds the node, or null: then it serves the global pool. */
export function isolatedIn(node: FleetNode, config: CompiledConfig): string | null {
  return holderOf(node, indexOf(config))
}

function closed(subcloud: Subcloud): Subcloud {
  const { policy } = subcloud
  return { ...subcloud, policy: { ...policy, participation: { ...policy.participation, join: 'closed' } } }
}

/** By slug every Subcloud whose jobs may run on the node, as `isMember` has it: asked once, however many there are. */
export function membershipsOf(node: FleetNode, config: CompiledConfig): Set<string> {
  const index = indexOf(config)
  const holder = holderOf(node, index)
  const found = new Set<string>()
  const consider = (own: Prepared | undefined) => {
    if (own !== undefined && isFreeFor(own, holder) && obstacleTo(node, own) === null) found.add(own.subcloud.slug)
  }
  index.open.forEach(consider)
  for (const slug of node.joins) consider(index.bySlug.get(slug))
  index.assigning.get(node.id)?.forEach(consider)
  return found
}

const isFreeFor = ({ subcloud }: Prepared, holder: string | null) => holder === null || holder === subcloud.slug

/**
 * Assignment by an admin goes before opting in; among several the first slug in alphabetical order. Nobody is isolated but by one or
 * the other, so only those Subclouds are asked.
 */
function holderOf(node: FleetNode, { isIsolated, assigning, bySlug }: Index): string | null {
  if (!isIsolated) return null
  const takes = ({ subcloud, bans }: Prepared) => subcloud.policy.isolate && !bans.has(node.id)
  const assigned = assigning.get(node.id)?.find(takes)
  if (assigned !== undefined) return assigned.subcloud.slug
  let joined: string | null = null
  for (const slug of node.joins) {
    const own = bySlug.get(slug)
    const isEarlier = joined === null || slug < joined
    if (own !== undefined && isEarlier && takes(own) && obstacleTo(node, own) === null) joined = slug
  }
  return joined
}

/** What keeps a node out by a Subcloud's own rules, or null. Bans apart, which keep an assigned node out too. */
export type Obstacle =
  | 'not_assigned'
  | 'cooling_down'
  | 'not_opted_in'
  | 'outside_zones'
  | 'outside_countries'
  | 'trust_too_low'
  | 'model_missing'
  | 'gpu_differs'
  | 'memory_too_small'
  | 'uptime_too_low'
  | 'awaiting_approval'

export function obstacleTo(node: FleetNode, { subcloud, assigned, approved }: Prepared): Obstacle | null {
  if (assigned.has(node.id)) return null
  const { participation } = subcloud.policy
  if (participation.join === 'closed') return 'not_assigned'
  if (node.cooling?.includes(subcloud.slug)) return 'cooling_down'
  if (needsOptIn(subcloud) && !node.joins.includes(subcloud.slug)) return 'not_opted_in'
  const unmet = unmetCriterion(node, participation.criteria)
  if (unmet !== null) return unmet
  return participation.join === 'semi-open' && !approved.has(node.id) ? 'awaiting_approval' : null
}

function unmetCriterion(node: FleetNode, criteria: Subcloud['policy']['participation']['criteria']): Obstacle | null {
  const { zones, countries, minTrust, models, gpu, minVramGb, minUptimePct } = criteria
  const known = knownPlace(node)
  if (zones && !(known && node.geo.containment.zones.some((zone) => zones.includes(zone)))) return 'outside_zones'
  if (countries && !(known?.country && countries.includes(known.country))) return 'outside_countries'
  if (minTrust && trustLevels.indexOf(node.geo.verdict.level) < trustLevels.indexOf(minTrust)) return 'trust_too_low'
  if (models && !models.some((model) => node.models.includes(model))) return 'model_missing'
  if (gpu && !gpu.some((name) => sameGpu(node.gpu, name))) return 'gpu_differs'
  if (minVramGb !== undefined && !(node.vramGb >= minVramGb)) return 'memory_too_small'
  const isUp = minUptimePct === undefined || minUptimePct === 0 || (node.uptimePct ?? -1) >= minUptimePct
  return isUp ? null : 'uptime_too_low'
}

function indexOf(config: CompiledConfig): Index {
  const known = indices.get(config)
  if (known) return known
  const bySlug = new Map<string, Prepared>()
  for (const subcloud of config.subclouds.values()) {
    const { assigned, approved, bans } = subcloud.policy.participation
    bySlug.set(subcloud.slug, { subcloud, assigned: new Set(assigned), approved: new Set(approved), bans: new Set(bans) })
  }
  const all = [...bySlug.values()].sort((a, b) => (a.subcloud.slug < b.subcloud.slug ? -1 : 1))
  const assigning = new Map<NodeId, Prepared[]>()
  for (const one of all)
    for (const id of one.assigned) {
      const others = assigning.get(id)
      if (others === undefined) assigning.set(id, [one])
      else others.push(one)
    }
  const isIsolated = all.some(({ subcloud }) => subcloud.policy.isolate)
  const index = { bySlug, isIsolated, open: all.filter(({ subcloud }) => !needsOptIn(subcloud)), assigning }
  indices.set(config, index)
  return index
}
