import { z } from 'zod'
import type { LeakProof } from '@/server/core/boundary/leak-proof'
import type { Outline } from '@/server/core/boundary/outline'
import { fallback, minTrust, policySchema } from '@/server/core/config/schema'
import type { Admission, Exclusion } from '@/server/core/routing/standing'
import { filterName, geoToken, rung } from '@/server/platform/data-plane/decision'
import { describes } from '@/server/platform/describes'
import { finding } from '../config/answers'
import { nodeRow } from '../nodes/answers'
import { actorRef, pageOf, time } from '../wire'

const code = z.string().nullable()
const codes = z.array(z.string())
const number = z.number().int()

export const subcloudRow = z.object({
  slug: z.string(),
  name: z.string(),
  owner: z.string(),
  models: codes,
  sentence: z.string().describe('What the policy means, in words'),
  restricted: z.boolean(),
  isolate: z.boolean(),
  minTrust: minTrust.describe('In force: the policy’s own, or what the boundaries above it ask for'),
  fallback,
  join: z.enum(['open', 'semi-open', 'closed']),
  members: z.object({ live: number, total: number }),
})
export const subcloudPage = pageOf(subcloudRow)

const policyArea = z.object({
  layer: z.enum(['platform', 'subcloud']),
  kind: z.enum(['allow', 'deny']),
  token: geoToken,
  countries: codes,
  subdivisions: codes,
  drawn: z.boolean().describe('It has an outline of its own besides'),
})
const ladderRung = z.object({
  rung,
  token: z
    .union([geoToken, z.literal('*')])
    .nullable()
    .describe('*: anywhere inside the boundary. Null: as each job’s origin has it'),
  cut: z.enum(['boundary', 'fallback']).nullable().describe('What keeps the Subcloud’s jobs from it'),
})
const boundary = z.object({ areas: z.array(policyArea), conflict: z.array(z.object({ layer: z.string(), token: z.string() })) })
const countries = codes.nullable().describe('Countries that the boundary resolves to; null: anywhere')
const outline = describes<Outline>()(z.object({ partly: codes, drawnIn: codes, drawnOut: codes }))

export const subcloudDetail = subcloudRow.extend({
  revision: number,
  policy: policySchema,
  countries,
  subdivisions: codes.describe('Parts of further countries that it lets in'),
  boundary,
  ladder: z.array(ladderRung),
  eligible: number.describe('Nodes that could take one of its jobs now, whatever the model'),
  outside: z
    .array(z.object({ filter: filterName, count: number }))
    .describe('The other nodes, by the first thing that keeps them from its jobs'),
  outline,
  traps: codes.describe('What is allowed, and probably not what was meant'),
  canEdit: z.boolean(),
})

const admissions = ['assigned', 'approved', 'opted_in', 'criteria'] as const satisfies readonly Admission[]
const exclusions = [
  'not_assigned',
  'cooling_down',
  'not_opted_in',
  'outside_zones',
  'outside_countries',
  'trust_too_low',
  'model_missing',
  'gpu_differs',
  'memory_too_small',
  'uptime_too_low',
  'awaiting_approval',
  'banned',
  'held_elsewhere',
] as const satisfies readonly Exclusion[]
export const memberNode = nodeRow.extend({ reason: describes<Admission | Exclusion>()(z.enum([...admissions, ...exclusions])) })
export const memberList = z.object({
  revision: number,
  participation: policySchema.shape.participation,
  isolate: z.boolean(),
  counts: z.object({ members: number, requests: number, outside: number }).describe('Of all; the lists stop at 500'),
  members: z.array(memberNode),
  requests: z.array(memberNode).describe('Opted in, meet the criteria, and wait for the owner'),
  outside: z.array(memberNode).describe('Opted in, and something else is in the way'),
  cooldowns: z.array(z.object({ nodeId: z.string(), reason: z.string(), until: time })),
})
export const memberEvent = z.object({
  id: z.string(),
  at: time,
  nodeId: z.string(),
  kind: z.enum(['joined', 'left', 'rejected', 'readmitted']),
  reason: z.string(),
  revision: number,
  actor: actorRef,
})
export const memberEventPage = pageOf(memberEvent)
export const rejectedJoin = z.object({ until: time.describe('The end of the cooldown') })
export const readmittedNode = z.object({ nodeId: z.string() })

export const fleetUnderPolicy = z.object({
  live: number.describe('Live nodes of the network'),
  eligible: number.describe('Could take a job of any kind now, under the draft'),
  eligibleNow: number.describe('The same under what is published'),
  gained: number,
  lost: number,
  losers: z
    .array(z.object({ id: z.string(), zone: code, filter: filterName }))
    .describe('The first of the lost, of those that one may know by their ids, with what they would fail'),
  byTrust: z.record(minTrust, number).describe('Eligible if the policy asked for that much trust, all else as drafted'),
  members: number,
  membersNow: number,
  misses: z
    .array(z.object({ filter: filterName, count: number, zones: codes }))
    .describe('Live nodes that fail one thing only, and where they are'),
  globalPool: z
    .array(z.object({ zone: code, now: number, drafted: number, target: z.number() }))
    .describe('Live nodes of the global pool by top-level zone, where isolation changes them'),
})
/** What a policy would mean if it were published now; where it does not parse, only what is wrong with it. */
export const policyReport = z.discriminatedUnion('parsed', [
  z.object({ parsed: z.literal(false), findings: z.array(finding) }),
  z.object({
    parsed: z.literal(true),
    findings: z.array(finding),
    revision: number,
    minTrust,
    boundary,
    countries,
    subdivisions: codes,
    ladder: z.array(ladderRung),
    tests: z.array(z.object({ got: z.string(), passes: z.boolean() })),
    fleet: fleetUnderPolicy,
  }),
])

export const leakProof: z.ZodType<LeakProof> = z.object({
  holds: z.boolean(),
  subcloud: code,
  revision: number,
  checked: z.object({
    decisions: number,
    requests: number,
    nodes: number,
    classes: number,
    probes: number,
    gates: number,
    undecided: number,
  }),
  counterexample: z
    .object({
      request: z.custom<NonNullable<LeakProof['counterexample']>['request']>().meta({ type: 'object' }),
      attempt: z.enum(['first', 'retry']),
      gate: z.string(),
      panic: z.boolean(),
      stale: z.boolean(),
      node: z.object({ id: z.string(), country: code, subdivision: code, level: z.string(), isProbe: z.boolean() }),
      rung: code,
      clause: z.object({ kind: z.string(), layer: code, token: code, sentence: z.string() }),
    })
    .nullable(),
})

export type SubcloudRow = z.infer<typeof subcloudRow>
export type SubcloudDetail = z.infer<typeof subcloudDetail>
export type PolicyArea = z.infer<typeof policyArea>
export type LadderRung = z.infer<typeof ladderRung>
export type MemberNode = z.infer<typeof memberNode>
export type MemberList = z.infer<typeof memberList>
export type MemberEvent = z.infer<typeof memberEvent>
export type PolicyReport = z.infer<typeof policyReport>
export type FleetUnderPolicy = z.infer<typeof fleetUnderPolicy>
