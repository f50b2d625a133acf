import type { Role } from '../../actor'

export type MemberRow = { id: string; email: string; name: string; role: Role; createdAt: number; lastSignInAt: number | null }
