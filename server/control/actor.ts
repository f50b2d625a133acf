import type { Scope } from '@/server/platform/auth/api-keys'

export const roles = ['admin', 'owner', 'viewer'] as const
export type Role = (typeof roles)[number]

/** Who asks: a person in a browser session, an API key, or the product itself (a job, the first start). */
export type Actor =
  | { type: 'user'; id: string; role: Role; email: string; name: string }
  | { type: 'key'; id: string; name: string; scopes: readonly Scope[]; subcloud: string | null }
  | { type: 'system'; id: string }
