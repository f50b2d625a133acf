import { z } from 'zod'
import { trustLevels } from '@/server/core/config/schema'
import type { Evidence, Verdict } from '@/server/core/trust/types'
import { geoToken, position } from '@/server/platform/data-plane/decision'
import { describes } from '@/server/platform/describes'
import { pageOf, time } from '../wire'
import { nodeConditions } from './schemas'

const code = z.string().nullable()
const trust = z.enum(trustLevels)
const texts = z.array(z.string())

export const nodeRow = z.object({
  id: z.string(),
  operator: z.string(),
  network: z.string(),
  environments: texts,
  models: texts,
  gpu: z.string(),
  vramGb: z.number(),
  slots: z.number().int(),
  busy: z.number().int(),
  free: z.number().int(),
  live: z.boolean(),
  condition: z.enum(nodeConditions),
  zone: code,
  country: code,
  subdivision: code,
  point: position.nullable().describe('Exact for admins, else the centre of its half-degree cell'),
  trust,
  version: z.string(),
  simulated: z.boolean(),
  failureRate: z.number(),
  firstSeenAt: time,
  lastSeenAt: time,
})
export type NodeRow = z.infer<typeof nodeRow>

const facet = z.array(z.object({ value: z.string(), count: z.number().int() }))
export const nodeList = pageOf(nodeRow).extend({
  total: z.number().int(),
  facets: z.object({ zone: facet, country: facet, trust: facet, condition: facet, model: facet }),
})
export type NodeList = z.infer<typeof nodeList>

const verdict = describes<Omit<Verdict, 'place'>>()(
  z.object({
    level: trust,
    areas: z.array(z.object({ area: geoToken, level: trust, confidence: z.number() })).describe('Best first'),
    borderline: z.boolean().describe('It may be on either side of a border: in neither side’s restricted boundary'),
    reasons: texts,
    judgedAt: time,
  }),
)
const fix = z.object({ point: position, accuracyM: z.number(), country: code, nearBorder: z.boolean() })
const evidence = describes<Evidence & { addressPrefix: string }>()(
  z.object({
    claim: z.object({
      tag: geoToken.nullable(),
      gps: fix.nullable(),
      moving: fix
        .extend({ fixes: z.number().int(), countedAt: time })
        .nullable()
        .describe('A newer fix in another zone, where the node counts from the third on, ten minutes apart'),
    }),
    address: z.object({
      databases: z.array(z.object({ source: z.string(), country: code })),
      override: z.object({ country: code, subdivision: code }).nullable(),
      class: z.enum(['hosting', 'vpn', 'mobile', 'anycast']).nullable(),
      observedAt: time,
    }),
    lastConsistentAt: time.nullable(),
    lastVerifiedAt: time.nullable(),
    addressPrefix: z.string(),
  }),
)

export const nodeDetail = nodeRow.extend({
  endpoint: code.describe('For admins'),
  joins: texts,
  drainedReason: code,
  quarantinedUntil: time.nullable(),
  ejectedUntil: time.nullable().describe('The longest that a router has set it aside for failing'),
  registeredAt: time.nullable(),
  verdict,
  containment: z.object({ label: code, labelBy: code, zones: texts, jurisdictions: texts }),
  evidence: evidence.nullable().describe('Null for those who may not see it: it tells where a machine stands'),
  memberships: z.array(z.object({ slug: z.string(), name: z.string(), member: z.boolean(), isolating: z.boolean() })),
})
export type NodeDetail = z.infer<typeof nodeDetail>

export const drainedNode = z.object({ id: z.string(), drained: z.boolean() })
