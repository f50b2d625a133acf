import { z } from 'zod'
import type { ConfigDiff } from '@/server/core/config/diff'
import type { Finding } from '@/server/core/config/finding'
import type { Config, Policy } from '@/server/core/config/schema'
import type { ActorRef } from '../wire'

export type ConfigDocument = Config & { revision: number }
export type { Finding }

export const revisionNumber = z.coerce.number().int().min(1)
const comment = z.string().trim().min(1, 'say what this changes').max(2000)

/** The document is parsed by the core, which knows its paths; here it only has to be there. */
export const configInput = z.strictObject({ config: z.unknown() })
export const getConfigInput = z.strictObject({ revision: revisionNumber.optional() }).prefault({})
export const publishInput = z.strictObject({ config: z.unknown(), baseRevision: revisionNumber, comment })
export const revertInput = z.strictObject({ to: revisionNumber, comment })
export const policyInput = z.strictObject({ policy: z.unknown(), baseRevision: revisionNumber, comment })
export const putPolicyInput = policyInput.extend({ slug: z.string().max(100) })
export const policyDraftInput = z.strictObject({ slug: z.string().max(100), policy: z.unknown() })
export const compareInput = z.strictObject({ from: revisionNumber, to: revisionNumber })
export const policyHistoryInput = z.strictObject({ slug: z.string().max(100) })
export const historyInput = z
  .strictObject({
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    cursor: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  })
  .prefault({})

export type CheckResult = { ok: boolean; errors: Finding[]; warnings: Finding[] }
/** `nodes` names none to owners; the counts are of all. */
export type DiffResult = ConfigDiff & { baseRevision: number; nodeCounts: { relabelled: number; entering: number; leaving: number } }
export type RevisionRow = {
  revision: number
  basedOn: number | null
  comment: string
  actor: ActorRef
  createdAt: number
  contentHash: string
}
export type History = { items: RevisionRow[]; nextCursor: string | null }
export type Published = { revision: number }
export type PolicyHistory = { items: (Omit<RevisionRow, 'basedOn' | 'contentHash'> & { policy: Policy })[] }
