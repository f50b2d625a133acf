// One node, looked at as an object: the state that a pick goes by, in the units that the packed form keeps.

import { chordKm, roundVector, vectorOf } from '../geo/unit-vector'
import { hash32 } from '../hash/seed'
import { firstFailed, isRegistered } from './candidates'
import type { Filter, Job } from './filters'
import { freeSlots } from './free-slots'
import type { GeoClass } from './geo-class'
import { knownPlace } from './known-place'
import { type Looked, passingFilters } from './looked'
import { score } from './score'
import type { FleetNode } from './types'

/** Index among the passing filters of the first that the node fails, or −1. Whoever is not registered any more is not live. */
export function cutBy(node: FleetNode, job: Job, filters: readonly Filter[]): number {
  if (!isRegistered(node, job.now)) return 0
  const failed = firstFailed(node, job, filters)
  return failed < 0 ? -1 : passingFilters.indexOf(filters[failed]!.name as (typeof passingFilters)[number])
}

/** A node unheard of for longer does not count as a conversation's any more. */
export const conversationMs = 3_600_000

/** Whether a conversation could still be the node's, were nothing amiss with it just now. */
export function couldKeep(node: FleetNode, job: Job, filters: readonly Filter[]): boolean {
  if (job.now - node.lastSeenAt > conversationMs) return false
  return filters.every((filter) => (filter.name !== 'hardware' && filter.name !== 'ban') || firstFailed(node, job, [filter]) < 0)
}

/** `origin`: where the job comes from, as a vector, as far as that is known. */
export function lookAt(node: FleetNode, geo: GeoClass, origin: Float64Array | null, byPlace: boolean): Looked {
  const free = freeSlots(node)
  const { id, slots } = node
  const permille = Math.round(node.failureRate * 1000)
  const km = kmOf(node, origin)
  return { id, hash: hash32(id) | 0, geo, free, slots, permille, km, score: score(free, slots, permille, km, byPlace) }
}

function kmOf(node: FleetNode, origin: Float64Array | null): number {
  const point = knownPlace(node)?.point
  if (origin === null || !point) return -1
  const [x, y, z] = roundVector(vectorOf(point))
  return chordKm((x - origin[0]!) ** 2 + (y - origin[1]!) ** 2 + (z - origin[2]!) ** 2)
}
