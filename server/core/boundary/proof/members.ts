// Whose jobs a node may take, asked slowly: every Subcloud, every rule of its participation.

import type { Config, Policy } from '../../config/schema'
import type { FleetNode } from '../../routing/types'
import type { Geography } from './geography'

const levels = ['impossible', 'contradicted', 'unverified', 'consistent', 'verified']
export const atLeast = (level: string, least: string): boolean => levels.indexOf(level) >= levels.indexOf(least)

/** The isolating Subcloud that a node belongs to, if any: assignment first, then opting in; the first slug of several. */
export function holderOf(node: FleetNode, config: Config, geography: Geography): string | null {
  const isolating = config.subclouds
    .filter(({ policy }) => policy.isolate && !policy.participation.bans.includes(node.id))
    .sort((a, b) => (a.slug < b.slug ? -1 : 1))
  const assigned = isolating.find(({ policy }) => policy.participation.assigned.includes(node.id))
  return (assigned ?? isolating.find(({ slug, policy }) => joins(node, slug, policy, geography)))?.slug ?? null
}

export function joins(node: FleetNode, slug: string, policy: Policy, geography: Geography): boolean {
  const { isolate, participation } = policy
  if (participation.assigned.includes(node.id)) return true
  if (participation.join === 'closed') return false
  if (node.cooling?.includes(slug)) return false
  if ((isolate || participation.join === 'semi-open') && !node.joins.includes(slug)) return false
  if (participation.join === 'semi-open' && !participation.approved.includes(node.id)) return false
  return meets(node, participation.criteria, geography)
}

function meets(node: FleetNode, criteria: Policy['participation']['criteria'], geography: Geography): boolean {
  const { level, place } = node.geo.verdict
  const at = isDisbelieved(node) ? { country: null, subdivision: null, point: null } : place
  const isIn = (token: string) => ['in', 'unknown'].includes(geography.standing(token, at, 'narrow'))
  if (criteria.countries && !criteria.countries.some((code) => at.country === code)) return false
  // The one rule that does not ask for a country: a drawn zone may hold a point that is in none.
  if (
    criteria.zones &&
    !criteria.zones.some((code) => isIn(`zone:${code}`) || (at.point !== null && node.geo.containment.zones.includes(code)))
  )
    return false
  if (criteria.minTrust && !atLeast(level, criteria.minTrust)) return false
  if (criteria.models && !criteria.models.some((model) => node.models.includes(model))) return false
  if (criteria.gpu && !criteria.gpu.some((gpu) => isSameGpu(gpu, node.gpu))) return false
  if (node.vramGb < (criteria.minVramGb ?? 0)) return false
  return !criteria.minUptimePct || (typeof node.uptimePct === 'number' && node.uptimePct >= criteria.minUptimePct)
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
