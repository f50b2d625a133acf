import { z } from 'zod'
import type { Policy } from '@/server/core/config/schema'

export const subcloudInput = z.strictObject({ slug: z.string().max(100) })

export type SubcloudRow = {
  slug: string
  name: string
  owner: string
  models: string[]
  /** What the policy means, in words. */
  sentence: string
  restricted: boolean
  isolate: boolean
  join: 'open' | 'semi-open' | 'closed'
  members: { live: number; total: number }
}
export type SubcloudDetail = SubcloudRow & {
  revision: number
  policy: Policy
  /** Countries that the boundary resolves to; null: anywhere. */
  countries: string[] | null
  boundary: { tokens: string[]; conflict: { layer: string; token: string }[] }
  canEdit: boolean
}
