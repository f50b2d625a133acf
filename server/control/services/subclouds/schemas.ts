import { z } from 'zod'
import type { Checked, LeakProof } from '@/server/core/boundary/leak-proof'
import type { Outline } from '@/server/core/boundary/outline'
import type { Finding } from '@/server/core/config/finding'
import { type Fallback, geoToken, type MinTrust, modelId, nodeId, type Policy, slug, subcloudSchema } from '@/server/core/config/schema'
import type { GeoToken } from '@/server/core/geo/place'
import type { DecidingClause } from '@/server/core/routing/deciding-clauses'
import type { Admission, Exclusion } from '@/server/core/routing/standing'
import type { FilterName, Rung } from '@/server/core/routing/types'
import type { NodeRow } from '../nodes/schemas'
import type { Answer } from '../simulator/schemas'
import { type ActorRef, limitOf } from '../wire'

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
export const weighPolicyInput = subcloudInput.extend({ policy: z.unknown() })
export const previewPolicyInput = weighPolicyInput.extend({
  origin: z.union([geoToken, z.literal('unknown')]),
  model: modelId,
  /** As the gate is now, or with geo-routing applied. */
  gate: z.enum(['now', 'on']).default('now'),
})
/** By reference, since a subscription's input travels in its URL. */
export const followProofInput = subcloudInput.extend({ of: z.enum(['published', 'draft']).default('published') })
export const deleteSubcloudInput = subcloudInput.extend({ comment })

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
  /** The other nodes of the network, by the first thing that keeps them from its jobs. */
  outside: { filter: FilterName; count: number }[]
  /** How the boundary looks on a map, beside `countries`. */
  outline: Outline
  /** What is allowed, and probably not what was meant. */
  traps: string[]
  canEdit: boolean
}

export type MemberNode = NodeRow & { reason: Admission | Exclusion }
export type MemberList = {
  revision: number
  participation: Policy['participation']
  isolate: boolean
  /** Of all; the lists stop at 500. */
  counts: { members: number; requests: number; outside: number }
  members: MemberNode[]
  /** Opted in, meet the criteria, and wait for the owner. */
  requests: MemberNode[]
  /** Opted in, and something else is in the way. */
  outside: MemberNode[]
  cooldowns: { nodeId: string; reason: string; until: number }[]
}
export type MemberEvent = {
  id: string
  at: number
  nodeId: string
  kind: 'joined' | 'left' | 'rejected' | 'readmitted'
  reason: string
  revision: number
  actor: ActorRef
}

/** What a policy would mean if it were published now; where it does not parse, only what is wrong with it. */
export type PolicyReport =
  | { parsed: false; findings: Finding[] }
  | {
      parsed: true
      findings: Finding[]
      revision: number
      minTrust: MinTrust
      boundary: { areas: PolicyArea[]; conflict: { layer: string; token: string }[] }
      /** Null: anywhere. */
      countries: string[] | null
      subdivisions: string[]
      ladder: LadderRung[]
      tests: { got: string; passes: boolean }[]
      fleet: FleetUnderPolicy
    }
export type FleetUnderPolicy = {
  /** Live nodes of the network. */
  live: number
  /** Could take a job of any kind now: under the draft, and under what is published. */
  eligible: number
  eligibleNow: number
  gained: number
  lost: number
  /** The first of the lost, of those that one may know by their ids, with what they would fail. */
  losers: { id: string; zone: string | null; filter: FilterName }[]
  /** Eligible if the policy asked for that much trust, all else as drafted. */
  byTrust: Record<MinTrust, number>
  members: number
  membersNow: number
  /** Live nodes that fail one thing only, and where they are. */
  misses: { filter: FilterName; count: number; zones: string[] }[]
  /** Live nodes of the global pool by top-level zone, where isolation changes them. `target`: what coverage asks for. */
  globalPool: { zone: string | null; now: number; drafted: number; target: number }[]
}

/** How far a proof is, and at last the proof. */
export type ProofEvent = { done: false; checked: Checked } | { done: true; proof: LeakProof }

/** `problems`: why it cannot be asked under this draft. */
export type PolicyPreview = { ok: true; answer: Answer; clauses: DecidingClause[] } | { ok: false; problems: readonly string[] }
