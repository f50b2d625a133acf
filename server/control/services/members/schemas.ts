import { z } from 'zod'
import { type Role, roles } from '../../actor'

export const createMemberInput = z.strictObject({
  email: z.email().max(254),
  name: z.string().trim().min(1).max(120),
  role: z.enum(roles),
  /** Absent: one is made and answered once. */
  password: z.string().min(8).max(128).optional(),
})
export const setRoleInput = z.strictObject({ id: z.string().max(100), role: z.enum(roles) })

export type MemberRow = { id: string; email: string; name: string; role: Role; createdAt: number; lastSignInAt: number | null }
/** `password` is null where the caller gave one. */
export type CreatedMember = { id: string; email: string; role: Role; password: string | null }

/** `own`: one's own Subclouds alone. `reach`: what concerns them. `counts`: zones and counts, no single node and no client. */
export type May = 'all' | 'own' | 'reach' | 'counts' | 'no'
export type CanDo = { groups: { title: string; actions: ({ what: string } & Record<Role, May>)[] }[] }
