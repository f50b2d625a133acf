// What an actor may see. Owners (and keys bound to a Subcloud) reach their own Subclouds only; what lies outside
// is answered exactly like what does not exist.

import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Subcloud } from '@/server/core/config/schema'
import { ServiceError } from '@/server/platform/errors'
import type { Actor } from './actor'

export type Reach = {
  /** Null: the whole network. Never null for an owner, and empty means nothing. */
  subclouds: ReadonlySet<string> | null
  /** admin: everything · owner: own Subclouds' nodes by id, others counted · consumer: zones and counts. */
  detail: 'admin' | 'owner' | 'consumer'
}

export function reachOf(actor: Actor, config: CompiledConfig): Reach {
  if (actor.type === 'system') return { subclouds: null, detail: 'admin' }
  if (actor.type === 'user') {
    if (actor.role === 'admin') return { subclouds: null, detail: 'admin' }
    if (actor.role === 'viewer') return { subclouds: null, detail: 'consumer' }
    return { subclouds: ownedBy(actor.email, config), detail: 'owner' }
  }
  if (actor.scopes.includes('admin')) return { subclouds: null, detail: 'admin' }
  const bound = new Set(actor.subcloud !== null && config.subclouds.has(actor.subcloud) ? [actor.subcloud] : [])
  if (actor.scopes.includes('owner')) return { subclouds: bound, detail: 'owner' }
  return { subclouds: actor.subcloud === null ? null : bound, detail: 'consumer' }
}

function ownedBy(email: string, config: CompiledConfig): ReadonlySet<string> {
  const own = email.toLowerCase()
  const slugs = new Set<string>()
  for (const subcloud of config.subclouds.values()) if (subcloud.owner.toLowerCase() === own) slugs.add(subcloud.slug)
  return slugs
}

export function reaches(reach: Reach, slug: string): boolean {
  return reach.subclouds === null || reach.subclouds.has(slug)
}

/** A Subcloud within reach; any other is not there. */
export function reachedSubcloud(reach: Reach, slug: string, config: CompiledConfig): Subcloud {
  const subcloud = reaches(reach, slug) ? config.subclouds.get(slug) : undefined
  if (!subcloud) throw notFound('Subcloud')
  return subcloud
}

/** One sentence for missing and foreign alike, so that the two cannot be told apart. */
export function notFound(entity: string): ServiceError {
  return new ServiceError('not_found', `There is no such ${entity}.`)
}
