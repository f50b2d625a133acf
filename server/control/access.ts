import { type Scope, scopes } from '@/server/platform/auth/api-keys'
import { ServiceError } from '@/server/platform/errors'
import { type Actor, type Role, roles } from './actor'

/** Every procedure and route names one of these; what an owner may see of it is `reach.ts`. */
export const accessLevels = {
  /** No credential at all. */
  public: { roles, scopes, stranger: true },
  /** Reading what the caller can reach. */
  read: { roles: ['admin', 'owner', 'viewer'], scopes: ['read', 'owner', 'admin'], stranger: false },
  /** Changing one's own Subcloud; admins any. */
  own: { roles: ['admin', 'owner'], scopes: ['owner', 'admin'], stranger: false },
  admin: { roles: ['admin'], scopes: ['admin'], stranger: false },
} as const satisfies Record<string, { roles: readonly Role[]; scopes: readonly Scope[]; stranger: boolean }>

export type AccessLevel = keyof typeof accessLevels

export function mayAccess(actor: Actor | null, level: AccessLevel): boolean {
  const rule: { roles: readonly Role[]; scopes: readonly Scope[]; stranger: boolean } = accessLevels[level]
  if (rule.stranger) return true
  if (!actor) return false
  if (actor.type === 'system') return true
  if (actor.type === 'user') return rule.roles.includes(actor.role)
  return actor.scopes.some((scope) => rule.scopes.includes(scope))
}

/** The first line of every verb. */
export function requireAccess(actor: Actor | null, level: AccessLevel): asserts actor is Actor {
  if (mayAccess(actor, level)) return
  if (!actor) throw new ServiceError('unauthenticated', 'Sign in, or send an API key as `Authorization: Bearer <key>`.')
  const rule = accessLevels[level]
  throw new ServiceError(
    'forbidden',
    actor.type === 'key'
      ? `This needs a key with one of the scopes ${rule.scopes.join(', ')}.`
      : `This needs the role ${rule.roles.join(' or ')}; yours is ${actor.type === 'user' ? actor.role : actor.type}.`,
  )
}
