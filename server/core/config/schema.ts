// The configuration: one document, versioned whole. Shapes and per-field rules only; rules between
// parts (references, cycles, empty boundaries, policy tests) are check.ts, so that every finding carries a path.

import { z } from 'zod'
import type { GeoToken } from '../geo/place'

export const limits = {
  configBytes: 32 * 1024 * 1024,
  zoneBytes: 1024 * 1024,
  zoneVertices: 50_000,
  ringVertices: 10_000,
  zoneDepth: 5,
  overrides: 100_000,
  geofeedBytes: 8 * 1024 * 1024,
} as const

export const countryCode = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166-1 alpha-2 code in capitals, e.g. DE')
export const subdivisionCode = z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'an ISO 3166-2 code, e.g. RU-CHU')
export const zoneCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/, 'capitals, digits and dashes, e.g. EU-W')
  .max(24)
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and dashes')
  .max(48)
export const modelId = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w.:@/+-]+$/, 'letters, digits and . _ : @ / + -')
export const nodeId = z
  .string()
  .regex(/^0x[0-9a-f]{40}$/i, 'an EVM address')
  .transform((s) => s.toLowerCase())

/** Always prefixed: `SA` alone is South America and Saudi Arabia. Well-formed here; existence is check.ts. */
export const geoToken = z
  .string()
  .regex(
    /^(zone:[A-Z][A-Z0-9-]*|country:[A-Z]{2}|subdivision:[A-Z]{2}-[A-Z0-9]{1,3}|jurisdiction:[A-Z][A-Z0-9-]*)$/,
    'a prefixed token, e.g. zone:EU',
  )
  .transform((s) => s as GeoToken)
export const geoTokens = z.array(geoToken).max(500)

const lng = z.number().min(-180).max(180)
const lat = z.number().min(-90).max(90)
export const pointSchema = z.strictObject({ lng, lat })

type Position = [number, number, ...number[]]
/** By hand: a configuration may have 100,000 positions, and zod takes a microsecond for each. */
const ring = z
  .custom<Position[]>()
  .check(({ value, issues }) => {
    const wrong = Array.isArray(value) ? value.findIndex((each) => !isPosition(each)) : -1
    if (Array.isArray(value) && wrong < 0) return
    const path = wrong < 0 ? [] : [wrong]
    issues.push({
      code: 'custom',
      path,
      input: value,
      message: wrong < 0 ? 'a ring is a list of positions' : 'a position is two finite numbers, [longitude, latitude]',
    })
  })
  .meta({ type: 'array', items: { type: 'array', items: { type: 'number' }, minItems: 2 } })
const multiPolygonSchema = z.strictObject({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(ring)),
})
export type MultiPolygon = z.infer<typeof multiPolygonSchema>

function isPosition(value: unknown): value is Position {
  return Array.isArray(value) && value.length >= 2 && value.every(Number.isFinite)
}

export const zoneStatus = z.enum(['draft', 'published', 'deprecated', 'retired'])
/** Hues that colour-blind readers tell apart; what each looks like in light and dark is the dashboard's. */
export const zoneColors = ['blue', 'amber', 'green', 'magenta', 'vermilion', 'sky', 'violet', 'olive'] as const
export type ZoneColor = (typeof zoneColors)[number]
export const zoneSchema = z.strictObject({
  code: zoneCode,
  name: z.string().trim().min(1).max(80),
  parent: zoneCode.nullish().transform((v) => v ?? null),
  countries: z.array(countryCode).max(300).default([]),
  subdivisions: z.array(subdivisionCode).max(5000).default([]),
  polygons: multiPolygonSchema.nullish().transform((v) => v ?? null),
  anchors: z.array(pointSchema).max(100).default([]),
  /** Percent in −99..99; the nearest-zone rule shortens or stretches distances by it. */
  bias: z.number().min(-99).max(99).default(0),
  priority: z.number().int().min(-1000).max(1000).default(0),
  neighbours: z.array(zoneCode).max(100).default([]),
  status: zoneStatus.default('published'),
  /** Codes this zone came from by split, merge or rename; old log rows resolve through it. */
  replaces: z.array(zoneCode).max(100).default([]),
  /** Absent: by its place among the top-level zones. */
  color: z.enum(zoneColors).optional(),
})
export type Zone = z.infer<typeof zoneSchema>

export const jurisdictionSchema = z.strictObject({
  code: zoneCode,
  name: z.string().trim().min(1).max(120),
  countries: z.array(countryCode).max(300).default([]),
  subdivisions: z.array(subdivisionCode).max(5000).default([]),
  /** Where the membership was read, and when somebody last checked it. Data to review, not legal advice. */
  source: z.string().max(500).default(''),
  reviewedAt: z.iso
    .date()
    .nullish()
    .transform((v) => v ?? null),
})
export type Jurisdiction = z.infer<typeof jurisdictionSchema>

export const trustLevels = ['impossible', 'contradicted', 'unverified', 'consistent', 'verified'] as const
export type TrustLevel = (typeof trustLevels)[number]
export const minTrust = z.enum(['verified', 'consistent', 'unverified'])
export type MinTrust = z.infer<typeof minTrust>
export const fallback = z.enum(['none', 'adjacent', 'global'])
export type Fallback = z.infer<typeof fallback>

const seconds = (value: number) =>
  z
    .number()
    .int()
    .min(0)
    .max(366 * 86_400)
    .default(value)

const boundaryClause = z.strictObject({ allow: geoTokens.default([]), deny: geoTokens.default([]) })
export type BoundaryClause = z.infer<typeof boundaryClause>

const policyTest = z.strictObject({
  name: z.string().max(120).optional(),
  origin: z.union(
    [geoToken, z.strictObject({ country: countryCode, subdivision: subdivisionCode.optional(), point: pointSchema.optional() })],
    'a geo token, or {country, subdivision?, point?}',
  ),
  model: modelId,
  /** A zone code, or `refused`. */
  expect: z.union([z.literal('refused'), zoneCode]),
})

export const policySchema = z.strictObject({
  boundary: boundaryClause.optional(),
  prefer: geoTokens.default([]),
  fallback: fallback.default('global'),
  /** Absent: `consistent` where the boundary restricts, else `unverified`. */
  minTrust: minTrust.optional(),
  originAllow: geoTokens.default([]),
  originDeny: geoTokens.default([]),
  onUnknownOrigin: z.enum(['allow', 'deny']).default('deny'),
  isolate: z.boolean().default(false),
  spillBudgetPct: z.number().min(0).max(100).optional(),
  participation: z
    .strictObject({
      join: z.enum(['open', 'semi-open', 'closed']).default('open'),
      criteria: z
        .strictObject({
          // Each is asked of every node whenever it changes.
          zones: z.array(zoneCode).max(500).optional(),
          countries: z.array(countryCode).max(300).optional(),
          minTrust: minTrust.optional(),
          models: z.array(modelId).max(1000).optional(),
          gpu: z.array(z.string().max(80)).max(200).optional(),
          minVramGb: z.number().min(0).optional(),
          minUptimePct: z.number().min(0).max(100).optional(),
        })
        .default({}),
      bans: z.array(nodeId).max(10_000).default([]),
      /** By an admin: members without their operator's word. */
      assigned: z.array(nodeId).max(10_000).default([]),
      /** By the owner, of those that asked to join a semi-open Subcloud. Part of the policy, so that a decision's revision names them. */
      approved: z.array(nodeId).max(10_000).default([]),
      /** How long a node that withdrew or was removed may not come back. */
      cooldownS: seconds(3600),
    })
    .prefault({}),
  tests: z.array(policyTest).max(200).default([]),
})
export type Policy = z.infer<typeof policySchema>

export const subcloudSchema = z.strictObject({
  slug,
  name: z.string().trim().min(1).max(120),
  owner: z.email(),
  /** Empty: every model of the network. */
  models: z.array(modelId).max(1000).default([]),
  policy: policySchema.prefault({}),
})
export type Subcloud = z.infer<typeof subcloudSchema>

export const overridePlace = z.union(
  [geoToken, z.strictObject({ country: countryCode, subdivision: subdivisionCode.optional(), lng: lng.optional(), lat: lat.optional() })],
  'a country’s or a subdivision’s token, or {country, subdivision?, lng?, lat?}',
)
export const overrideSchema = z.strictObject({
  cidr: z.union([z.cidrv4(), z.cidrv6()], 'an address prefix, e.g. 203.0.113.0/24'),
  place: overridePlace,
  note: z.string().max(500).optional(),
})
export type Override = z.infer<typeof overrideSchema>

const percent = (value: number) => z.number().min(0).max(100).default(value)

/** Every duration (seconds) and target of the activation gate. */
export const gateSettingsSchema = z.strictObject({
  salt: z.string().min(1).max(64).default('geo'),
  canarySteps: z.array(z.number().gt(0).max(100)).min(1).default([5, 25, 50, 100]),
  upAfterS: seconds(1800),
  shadowMinS: seconds(86_400),
  stateMinS: seconds(900),
  downAfterS: seconds(300),
  downBelowPct: percent(80),
  recoverAfterS: seconds(1800),
  latchTrips: z.number().int().min(1).default(3),
  latchWindowS: seconds(86_400),
  endpoints: z.strictObject({ regions: z.number().int().min(0).default(2), healthyS: seconds(86_400) }).prefault({}),
  metadata: z.strictObject({ nodeAgeS: seconds(86_400), freshS: seconds(600), targetPct: percent(95) }).prefault({}),
  trust: z
    .strictObject({
      judgedWithinS: seconds(86_400),
      judgedPct: percent(90),
      consistentPct: percent(80),
      impossibleMaxPct: percent(1),
      impossibleHardPct: percent(5),
      vantagePoints: z.number().int().min(0).default(2),
    })
    .prefault({}),
  coverage: z
    .strictObject({
      nodes: z.number().int().min(0).default(5),
      operators: z.number().int().min(0).default(3),
      networks: z.number().int().min(0).default(2),
      headroom: z.number().min(0).default(1.5),
      headroomWithoutLargest: z.number().min(0).default(1),
      demandWindowS: seconds(7 * 86_400),
    })
    .prefault({}),
})
export type GateSettings = z.infer<typeof gateSettingsSchema>

/** How jobs are shed from hot zones, failing nodes set aside, and liveness relaxed where a zone falls silent. Seconds, percents. */
export const routingSettingsSchema = z.strictObject({
  spill: z
    .strictObject({
      /** A zone is hot once more of its slots are in use for so long; 100 switches shedding off. */
      enterPct: percent(85),
      enterS: seconds(15),
      leavePct: percent(70),
      leaveS: seconds(60),
      /** The utilisation that a hot zone is brought back to. */
      targetPct: z.number().min(1).max(100).default(80),
      /** Without capacity data: a place counts as whole while live/total is at least 1/factor. */
      hostFactor: z.number().min(1).max(10).default(1.4),
      /** Over how long the offered load is averaged. */
      loadWindowS: z.number().int().min(1).max(3600).default(30),
      /** The sliding window of the Subclouds’ `spillBudgetPct`. */
      budgetWindowS: z.number().int().min(60).max(86_400).default(3600),
    })
    .prefault({}),
  ejection: z
    .strictObject({
      /** A node is ejected after so many failures in a row, or at such a failure rate once so many outcomes are known. */
      consecutive: z.number().int().min(1).max(1000).default(5),
      ratePct: percent(50),
      outcomes: z.number().int().min(1).max(10_000).default(20),
      /** For how long at first; twice as long each time again, and never longer than the most. */
      baseS: seconds(30),
      maxS: seconds(900),
      /** Of a zone’s live nodes at most so many at a time, 0 for none; of a zone this large one at least. */
      maxPct: percent(10),
      oneOfNodes: z.number().int().min(2).max(1000).default(3),
    })
    .prefault({}),
  panic: z
    .strictObject({
      /** A zone panics while fewer than so many of its nodes of this long ago are live; 0 switches it off. */
      belowPct: percent(50),
      agoS: z.number().int().min(60).max(86_400).default(900),
    })
    .prefault({}),
})
export type RoutingSettings = z.infer<typeof routingSettingsSchema>

const platformSchema = z.strictObject({
  boundary: boundaryClause.optional(),
  nearestZone: z.boolean().default(true),
  /** Relaxes liveness grace, and nothing else. */
  panic: z.boolean().default(false),
})

export const configSchema = z.strictObject({
  zones: z.array(zoneSchema).max(2000),
  jurisdictions: z.array(jurisdictionSchema).max(500).default([]),
  subclouds: z.array(subcloudSchema).max(10_000).default([]),
  models: z.array(modelId).max(5000).default([]),
  overrides: z.array(overrideSchema).max(limits.overrides).default([]),
  gate: gateSettingsSchema.prefault({}),
  routing: routingSettingsSchema.prefault({}),
  platform: platformSchema.prefault({}),
})
export type Config = z.infer<typeof configSchema>
