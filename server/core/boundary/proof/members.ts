// Whose jobs a node may take, asked slowly: every Subcloud, every rule of its participation. That follows from the document and
// the node alone, whatever is asked, so each node is looked at once a proof.

import type { Config, Policy } from '../../config/schema'
import type { FleetNode } from '../../routing/types'
import type { Geography } from './geography'

export type Membership = {
  /** The isolating Subcloud that it belongs to, if any. */
  holder: string | null
  /** Whether the Subcloud that the proof is about takes it; true of the general pool. */
  isMember: boolean
  isBanned: boolean
}
export type Members = (node: FleetNode) => Membership

/** A Subcloud's rules on who takes part, and its lists ready to be asked of many nodes. */
export type Door = {
  slug: string
  isolate: boolean
  join: Policy['participation']['join']
  criteria: Policy['participation']['criteria']
  assigned: ReadonlySet<string>
  approved: ReadonlySet<string>
  bans: ReadonlySet<string>
}

const levels = ['impossible', 'contradicted', 'unverified', 'consistent', 'verified']
export const atLeast = (level: string, least: string): boolean => levels.indexOf(level) >= levels.indexOf(least)

/** Of the Subcloud that the proof is about and of those that isolate, by slug: no other's rules are read of a node. */
export function doorsOf(config: Config, slug: string | null): readonly Door[] {
  const read = config.subclouds.filter((one) => one.policy.isolate || one.slug === slug)
  return read.map(doorOf).sort((a, b) => (a.slug < b.slug ? -1 : 1))
}

function doorOf({ slug, policy: { isolate, participation } }: Config['subclouds'][number]): Door {
  const { join, criteria, assigned, approved, bans } = participation
  return { slug, isolate, join, criteria, assigned: new Set(assigned), approved: new Set(approved), bans: new Set(bans) }
}

export function readMembers(doors: readonly Door[], slug: string | null, geography: Geography): Members {
  const isolating = doors.filter(({ isolate }) => isolate)
  const own = doors.find((one) => one.slug === slug) ?? null
  const known = new Map<FleetNode, Membership>()
  /** Assignment first, then opting in; the first slug of several. */
  const holderOf = (node: FleetNode): string | null => {
    const open = isolating.filter(({ bans }) => !bans.has(node.id))
    const door = open.find(({ assigned }) => assigned.has(node.id)) ?? open.find((one) => joins(node, one, geography))
    return door?.slug ?? null
  }
  return (node) => {
    const membership = known.get(node) ?? {
      holder: holderOf(node),
      isMember: own === null || joins(node, own, geography),
      isBanned: own?.bans.has(node.id) ?? false,
    }
    known.set(node, membership)
    return membership
  }
}

function joins(node: FleetNode, { slug, isolate, join, criteria, assigned, approved }: Door, geography: Geography): boolean {
  if (assigned.has(node.id)) return true
  if (join === 'closed') return false
  if (node.cooling?.includes(slug)) return false
  if ((isolate || join === 'semi-open') && !node.joins.includes(slug)) return false
  if (join === 'semi-open' && !approved.has(node.id)) return false
  return meetsPlace(node, criteria, geography) && meetsRest(node, criteria).every(Boolean)
}

function meetsPlace(node: FleetNode, { countries, zones, minTrust }: Door['criteria'], geography: Geography): boolean {
  const { level, place } = node.geo.verdict
  const at = isDisbelieved(node) ? { country: null, subdivision: null, point: null } : place
  const isIn = (token: string) => ['in', 'unknown'].includes(geography.standing(token, at, 'narrow'))
  if (countries && !countries.some((code) => at.country === code)) return false
  // The one rule that does not ask for a country: a drawn zone may hold a point that is in none.
  if (zones && !zones.some((code) => isIn(`zone:${code}`) || (at.point !== null && node.geo.containment.zones.includes(code)))) return false
  return !minTrust || atLeast(level, minTrust)
}

/** Of what a node is, wherever it is: a yes or no for each criterion, true where a Subcloud does not ask. */
export function meetsRest(node: FleetNode, { models, gpu, minVramGb, minUptimePct }: Door['criteria']): readonly boolean[] {
  return [
    !models || models.some((model) => node.models.includes(model)),
    !gpu || gpu.some((name) => isSameGpu(name, node.gpu)),
    node.vramGb >= (minVramGb ?? 0),
    !minUptimePct || (typeof node.uptimePct === 'number' && node.uptimePct >= minUptimePct),
  ]
}

export const isDisbelieved = ({ geo }: FleetNode): boolean => geo.verdict.level === 'contradicted' || geo.verdict.level === 'impossible'

/** Vendors' names and signs aside. */
export function isSameGpu(a: string, b: string): boolean {
  const bare = (name: string) =>
    name
      .toLowerCase()
      .split(/[\s_-]+|\(r\)|\(tm\)/)
      .filter((word) => word !== '' && !['nvidia', 'geforce', 'amd', 'radeon', 'intel', 'corporation'].includes(word))
      .join(' ')
  return bare(a) === bare(b)
}
