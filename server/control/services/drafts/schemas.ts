import { z } from 'zod'
import type { ActorRef } from '../wire'

/** What a draft is of: the whole configuration (for admins), or one Subcloud's policy. */
export const draftScope = z.union([
  z.literal('config'),
  z.templateLiteral(['subcloud:', z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)], { error: 'config, or subcloud:<slug>' }),
])
export type DraftScope = z.infer<typeof draftScope>

export const draftScopeInput = z.strictObject({ scope: draftScope })
export const draftIdInput = z.strictObject({ id: z.uuid() })
export const listDraftsInput = z.strictObject({ scope: draftScope.optional() }).prefault({})
export const saveDraftInput = z.strictObject({
  scope: draftScope,
  baseRevision: z.number().int().min(1).max(2_147_483_647),
  /** The version this save builds on; null: there was no draft. */
  version: z.number().int().min(1).nullable(),
  /** Need not be valid yet: what is being typed is kept as it is. */
  document: z.record(z.string(), z.unknown()),
})

export type DraftRow = {
  id: string
  scope: DraftScope
  by: ActorRef
  mine: boolean
  baseRevision: number
  version: number
  updatedAt: number
}
export type DraftDocument = DraftRow & { document: Record<string, unknown> }
export type SavedDraft = Pick<DraftRow, 'id' | 'version' | 'updatedAt'>
