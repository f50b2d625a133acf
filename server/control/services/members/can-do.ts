// Who may do what, read off the table of routes: each says its access, and the access says the roles. Nobody keeps a list beside it.

import { type AccessLevel, accessLevels } from '../../access'
import type { Role } from '../../actor'
import type { CanDo, May } from './schemas'

type Row = { tag: string; summary: string; access: AccessLevel }

export function canDo(rows: readonly Row[]): CanDo {
  const groups = new Map<string, CanDo['groups'][number]>()
  for (const { tag, summary, access } of rows) {
    if (access === 'public') continue
    const group = groups.get(tag) ?? { title: tag, actions: [] }
    group.actions.push({ what: summary, admin: mayOf('admin', access), owner: mayOf('owner', access), viewer: mayOf('viewer', access) })
    groups.set(tag, group)
  }
  return { groups: [...groups.values()] }
}

/** What is read is cut to each role by reach.ts; what is changed belongs to an owner or does not. */
function mayOf(role: Role, access: AccessLevel): May {
  if (!(accessLevels[access].roles as readonly Role[]).includes(role)) return 'no'
  if (role === 'admin') return 'all'
  if (access === 'own') return 'own'
  return role === 'owner' ? 'reach' : 'counts'
}
