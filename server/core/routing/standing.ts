// Why a node is or is not a member of a Subcloud, by the very rules that routing asks (membership.ts): for the owner's list,
// the node's page and the record of joins and leaves.

import type { CompiledConfig } from '../config/compiled'
import type { Policy, Subcloud } from '../config/schema'
import { isolatedIn, type Obstacle, obstacleTo, poolOf } from './membership'
import type { FleetNode } from './types'

export type Admission = 'assigned' | 'approved' | 'opted_in' | 'criteria'
export type Exclusion = Obstacle | 'banned' | 'held_elsewhere'
export type Standing = { member: true; reason: Admission } | { member: false; reason: Exclusion }

/** A ban counts here: a banned node serves none of the Subcloud's jobs, whoever assigned it. */
export function standingOf(node: FleetNode, subcloud: Subcloud, config: CompiledConfig): Standing {
  const { own } = poolOf(subcloud, config)
  if (own === null) return { member: false, reason: 'not_assigned' }
  if (own.bans.has(node.id)) return { member: false, reason: 'banned' }
  const obstacle = obstacleTo(node, own)
  if (obstacle !== null) return { member: false, reason: obstacle }
  const holder = isolatedIn(node, config)
  if (holder !== null && holder !== subcloud.slug) return { member: false, reason: 'held_elsewhere' }
  return { member: true, reason: admission() }

  function admission(): Admission {
    if (own!.assigned.has(node.id)) return 'assigned'
    const { isolate, participation } = subcloud.policy
    if (participation.join === 'semi-open') return 'approved'
    return isolate ? 'opted_in' : 'criteria'
  }
}

/** Whether joining it means anything: an open Subcloud without criteria has every node there is, and none joins or leaves. */
export function hasDoor({ isolate, participation: { join, criteria } }: Pick<Policy, 'isolate' | 'participation'>): boolean {
  return isolate || join !== 'open' || Object.values(criteria).some((criterion) => criterion !== undefined)
}

export const standingSentences: Record<Admission | Exclusion, string> = {
  assigned: 'An admin assigned it.',
  approved: 'Its operator asked to join, and the owner approved.',
  opted_in: 'Its operator opted in by signature.',
  criteria: 'It meets the criteria.',
  banned: 'It is banned.',
  held_elsewhere: 'Another isolating Subcloud holds it.',
  not_assigned: 'Nobody assigned it, and the Subcloud is closed.',
  cooling_down: 'It left or was removed a short while ago.',
  not_opted_in: 'Its operator has not opted in by signature.',
  outside_zones: 'It is in none of the zones asked for.',
  outside_countries: 'It is in none of the countries asked for.',
  trust_too_low: 'Its place is trusted less than is asked for.',
  model_missing: 'It has none of the models asked for.',
  gpu_differs: 'It has another GPU than is asked for.',
  memory_too_small: 'It has less memory than is asked for.',
  uptime_too_low: 'It was up less than is asked for, or nobody measured.',
  awaiting_approval: 'Its operator asked to join; the owner has not decided.',
}
