import { z } from 'zod'
import type { Finding } from '@/server/core/config/finding'
import { overridePlace, overrideSchema, type Policy, type TrustLevel } from '@/server/core/config/schema'
import type { OriginSource } from '@/server/core/origin/types'
import type { RevisionRow } from './answers'

export type { CheckResult, ConfigDocument, DiffResult, History, Published, RevisionRow } from './answers'

export type { Finding }

export const revisionNumber = z.number().int().min(1)
const comment = z.string().trim().min(1, 'say what this changes').max(2000)

/** The document is parsed by the core, which knows its paths; here it only has to be there. */
export const configDraft = z.unknown().meta({ $ref: '#/components/schemas/ConfigDraft' })
export const policyDraft = z.unknown().meta({ $ref: '#/components/schemas/PolicyDraft' })
export const configInput = z.strictObject({ config: configDraft })
export const getConfigInput = z.strictObject({ revision: z.coerce.number().int().min(1).optional() }).prefault({})
export const publishInput = z.strictObject({ config: configDraft, baseRevision: revisionNumber, comment })
export const revertInput = z.strictObject({ to: revisionNumber, comment })
export const policyInput = z.strictObject({ policy: policyDraft, baseRevision: revisionNumber, comment })
export const putPolicyInput = policyInput.extend({ slug: z.string().max(100) })
export const policyDraftInput = z.strictObject({ slug: z.string().max(100), policy: z.unknown() })
export const compareInput = z.strictObject({ from: revisionNumber, to: revisionNumber })
export const policyHistoryInput = z.strictObject({ slug: z.string().max(100) })
/** `place` null: what would be without it. */
export const weighOverrideInput = z.strictObject({ cidr: overrideSchema.shape.cidr, place: overridePlace.nullable() })
export const historyInput = z
  .strictObject({
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    cursor: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  })
  .prefault({})

export type PolicyHistory = { items: (Omit<RevisionRow, 'basedOn' | 'contentHash'> & { policy: Policy })[] }

/** Where an address is taken to be, and which zone it leads to. */
export type Placed = { country: string | null; zone: string | null; source: OriginSource }
type PlacedNode = { country: string | null; zone: string | null; trust: TrustLevel }
export type OverrideEffect = {
  cidr: string
  nodes: {
    /** Nodes whose whole /24 or /48 lies in it; `items` are the first hundred, those that it moves first. */
    inside: number
    moved: number
    /** Nodes of blocks that an override cuts through: only the router that hears them knows on which side they are. */
    undecided: number
    items: { id: string; operator: string; from: PlacedNode; to: PlacedNode | null }[]
  }
  /** Of addresses evenly spread across it, or of all of them (`isWhole`). */
  addresses: { sampled: number; isWhole: boolean; groups: { from: Placed; to: Placed; addresses: number }[] }
}
