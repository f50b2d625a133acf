// Whose drafts an actor may write and see: admins all, owners those of their own Subclouds.

import type { CompiledConfig } from '@/server/core/config/compiled'
import { ServiceError } from '@/server/platform/errors'
import { requireAccess } from '../../access'
import type { Actor } from '../../actor'
import { notFound, reaches, reachOf } from '../../reach'
import type { DraftScope } from './schemas'

export type Person = Extract<Actor, { type: 'user' }>

/** The first line of every verb here. Drafts are autosaved for people; a program sends its document where it is needed. */
export function requirePerson(actor: Actor | null): asserts actor is Person {
  requireAccess(actor, 'own')
  if (actor.type !== 'user')
    throw new ServiceError(
      'forbidden',
      'Drafts belong to people who are signed in. Send your document to /config/check or /config/publish.',
    )
}

export function requireScope(actor: Person, scope: DraftScope, config: CompiledConfig): void {
  if (scope === 'config') {
    requireAccess(actor, 'admin')
    return
  }
  const slug = subcloudOf(scope)
  if (!config.subclouds.has(slug) || !reaches(reachOf(actor, config), slug)) throw notFound('Subcloud')
}

/** The scopes an actor may see drafts of; null is every one. */
export function visibleScopes(actor: Person, config: CompiledConfig): DraftScope[] | null {
  const { subclouds } = reachOf(actor, config)
  return subclouds && [...subclouds].map((slug): DraftScope => `subcloud:${slug}`)
}

const subcloudOf = (scope: DraftScope): string => scope.slice('subcloud:'.length)
