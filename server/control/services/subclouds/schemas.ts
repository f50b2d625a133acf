import { z } from 'zod'
import type { Checked, LeakProof } from '@/server/core/boundary/leak-proof'
import { geoToken, modelId, nodeId, slug, subcloudSchema } from '@/server/core/config/schema'
import type { DecidingClause } from '@/server/core/routing/deciding-clauses'
import { policyDraft } from '../config/schemas'
import type { Answer } from '../simulator/schemas'
import { limitOf } from '../wire'

export type {
  FleetUnderPolicy,
  LadderRung,
  MemberEvent,
  MemberList,
  MemberNode,
  PolicyArea,
  PolicyReport,
  SubcloudDetail,
  SubcloudRow,
} from './answers'

export const subcloudInput = z.strictObject({ slug: z.string().max(100) })
const comment = z.string().trim().min(1).max(2000).optional()
const nodeIds = z.array(nodeId).max(1000)
export const memberNodeInput = subcloudInput.extend({ nodeId, comment })
export const memberNodesInput = subcloudInput.extend({ nodeIds: nodeIds.min(1), comment })
export const assignNodesInput = subcloudInput.extend({ add: nodeIds.default([]), remove: nodeIds.default([]), comment })
export const memberEventsInput = subcloudInput.extend({ cursor: z.uuid().optional(), limit: limitOf(100, 1000) })
const { name, owner, models } = subcloudSchema.shape
export const createSubcloudInput = z.strictObject({ slug, name, owner, models, comment })
export const updateSubcloudInput = subcloudInput.extend({
  name: name.optional(),
  owner: owner.optional(),
  models: models.removeDefault().optional(),
  comment,
})
/** The policy is parsed by the core, which knows its paths; here it only has to be there. */
export const weighPolicyInput = subcloudInput.extend({ policy: policyDraft })
export const previewPolicyInput = weighPolicyInput.extend({
  origin: z.union([geoToken, z.literal('unknown')]),
  model: modelId,
  /** As the gate is now, or with geo-routing applied. */
  gate: z.enum(['now', 'on']).default('now'),
})
/** By reference, since a subscription's input travels in its URL. */
export const followProofInput = subcloudInput.extend({ of: z.enum(['published', 'draft']).default('published') })
export const deleteSubcloudInput = subcloudInput.extend({ comment })

/** How far a proof is, and at last the proof. */
export type ProofEvent = { done: false; checked: Checked } | { done: true; proof: LeakProof }

/** `problems`: why it cannot be asked under this draft. */
export type PolicyPreview = { ok: true; answer: Answer; clauses: DecidingClause[] } | { ok: false; problems: readonly string[] }
