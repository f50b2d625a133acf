import { z } from 'zod'
import type { Fallback, MinTrust, Policy } from '@/server/core/config/schema'
import type { GeoToken } from '@/server/core/geo/place'
import type { Rung } from '@/server/core/routing/types'

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
  /** In force: the policy's own, or what the boundaries above it ask for. */
  minTrust: MinTrust
  fallback: Fallback
  join: 'open' | 'semi-open' | 'closed'
  members: { live: number; total: number }
}
export type PolicyArea = {
  layer: 'platform' | 'subcloud'
  kind: 'allow' | 'deny'
  token: GeoToken
  countries: string[]
  subdivisions: string[]
  /** It has an outline of its own besides. */
  drawn: boolean
}
export type LadderRung = {
  rung: Rung
  /** `*`: anywhere inside the boundary. Null: as each job's origin has it. */
  token: GeoToken | '*' | null
  /** What keeps the Subcloud's jobs from it. */
  cut: 'boundary' | 'fallback' | null
}
export type SubcloudDetail = SubcloudRow & {
  revision: number
  policy: Policy
  /** Countries that the boundary resolves to; null: anywhere. */
  countries: string[] | null
  /** Parts of further countries that it lets in. */
  subdivisions: string[]
  boundary: { areas: PolicyArea[]; conflict: { layer: string; token: string }[] }
  ladder: LadderRung[]
  /** Nodes that could take one of its jobs now, whatever the model. */
  eligible: number
  /** What is allowed, and probably not what was meant. */
  traps: string[]
  canEdit: boolean
}
