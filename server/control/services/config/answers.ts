import { z } from 'zod'
import type { EntityChange, FieldChange } from '@/server/core/config/changes'
import type { ConfigDiff } from '@/server/core/config/diff'
import type { PolicyChange } from '@/server/core/config/diff-policies'
import { type Finding, findingCodes } from '@/server/core/config/finding'
import { configSchema } from '@/server/core/config/schema'
import { geoToken } from '@/server/platform/data-plane/decision'
import { describes } from '@/server/platform/describes'
import { actorRef, pageOf, time } from '../wire'

const codes = z.array(z.string())

export const configDocument = configSchema.extend({ revision: z.number().int() })
export type ConfigDocument = z.infer<typeof configDocument>

export const finding = describes<Finding>()(
  z.object({
    severity: z.enum(['error', 'warning']),
    path: z.string().describe('Like zones[3].countries[0]; empty for the document as a whole'),
    code: z.enum(findingCodes),
    message: z.string().describe('What to do about it'),
    suggestions: codes.optional(),
    usedBy: codes.optional(),
    fix: z.object({ label: z.string(), path: z.string(), value: z.unknown().optional() }).optional(),
  }),
)
export const checkResult = z.object({ ok: z.boolean(), errors: z.array(finding), warnings: z.array(finding) })
export type CheckResult = z.infer<typeof checkResult>

const gainedAndLost = { gained: codes, lost: codes }
const setChange = z.object({ code: z.string(), ...gainedAndLost, shape: z.boolean(), fields: codes })
const addedAndRemoved = z.object({ added: codes, removed: codes })
const areas = addedAndRemoved.extend({ changed: z.array(setChange) })
const policyChange = describes<PolicyChange>()(
  z.object({
    by: z.string().describe('Subcloud acme-eu, platform or API key nightly'),
    slug: z.string().nullable(),
    edited: z.boolean(),
    through: z.array(geoToken).describe('Tokens it refers to that mean something else afterwards'),
    ...gainedAndLost,
  }),
)
const shapeSize = z.object({ polygons: z.number(), vertices: z.number(), areaKm2: z.number() })
const fieldChange: z.ZodType<FieldChange> = z.discriminatedUnion('kind', [
  z.object({ path: z.string(), kind: z.literal('value'), from: z.unknown(), to: z.unknown() }),
  z.object({ path: z.string(), kind: z.literal('set'), ...addedAndRemoved.shape }),
  z.object({ path: z.string(), kind: z.literal('order'), from: codes, to: codes }),
  z.object({
    path: z.string(),
    kind: z.literal('shape'),
    from: shapeSize.nullable(),
    to: shapeSize.nullable(),
    gainedKm2: z.number(),
    lostKm2: z.number(),
  }),
])
const entityChange: z.ZodType<EntityChange> = z.object({
  entity: z.enum(['zone', 'jurisdiction', 'subcloud', 'override', 'models', 'gate', 'routing', 'platform']),
  id: z.string(),
  name: z.string().nullable(),
  change: z.enum(['added', 'removed', 'changed']),
  fields: z.array(fieldChange),
})
const fromAndTo = { from: z.string().nullable(), to: z.string().nullable() }
const nodeChange = z.object({ id: z.string(), ...fromAndTo, enters: codes, leaves: codes, ...gainedAndLost })
const configDiff = {
  same: z.boolean(),
  moved: z.array(z.object({ code: z.string(), ...fromAndTo })).describe('Countries and subdivisions whose labelling zone changes'),
  zones: areas,
  jurisdictions: areas,
  policies: addedAndRemoved.extend({ touched: z.array(policyChange) }),
  models: addedAndRemoved,
  overrides: addedAndRemoved,
  settings: codes.describe('Fields of the gate, of routing and of the platform that change'),
  nodes: z.array(nodeChange).nullable(),
  origins: z
    .array(z.object({ country: z.string().nullable(), ...fromAndTo, jobs: z.number().int() }))
    .nullable()
    .describe('Where jobs lately came from, and would be labelled otherwise'),
  changes: z.array(entityChange).describe('Every field that differs, by its path'),
}
describes<ConfigDiff>()(z.object(configDiff))

export const diffResult = z.object({
  ...configDiff,
  baseRevision: z.number().int(),
  nodeCounts: z.object({ relabelled: z.number().int(), entering: z.number().int(), leaving: z.number().int() }),
})
export type DiffResult = z.infer<typeof diffResult>

export const revisionRow = z.object({
  revision: z.number().int(),
  basedOn: z.number().int().nullable(),
  comment: z.string(),
  actor: actorRef,
  createdAt: time,
  contentHash: z.string().describe('Equal for revisions with the same content'),
})
export type RevisionRow = z.infer<typeof revisionRow>
export const history = pageOf(revisionRow)
export type History = z.infer<typeof history>
export const published = z.object({ revision: z.number().int().describe('In force now; where nothing changed, the one that was') })
export type Published = z.infer<typeof published>
