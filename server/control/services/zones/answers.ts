import { z } from 'zod'
import type { CoverageRow as Supply } from '@/server/core/activation/coverage'
import { gateStates } from '@/server/core/activation/types'
import { zoneColors, zoneStatus } from '@/server/core/config/schema'
import { position } from '@/server/platform/data-plane/decision'
import { describes } from '@/server/platform/describes'
import { hotZone } from '@/server/replica/router-conditions'
import { time } from '../wire'

const code = z.string().nullable()
const codes = z.array(z.string())
const nodes = z.object({ live: z.number().int(), total: z.number().int() })
const hot = hotZone.extend({ since: time })

/** What the routers see of it now. */
const zoneConditions = z.object({
  hot: z.array(hot).describe('By model, environment and isolating Subcloud: what it sheds, and to where'),
  panic: z
    .enum(['admin', 'silent'])
    .nullable()
    .describe('Its nodes count as live for longer: by the admin’s switch, or because most fell silent'),
  ejected: z.number().int().describe('Nodes set aside for failing'),
})
export const zoneRow = z.object({
  code: z.string(),
  name: z.string(),
  parent: code,
  depth: z.number().int(),
  status: zoneStatus,
  countries: codes,
  subdivisions: codes,
  hasPolygons: z.boolean(),
  anchors: z.array(z.object({ lng: z.number(), lat: z.number() })),
  bias: z.number(),
  priority: z.number().int(),
  neighbours: codes,
  color: z.enum(zoneColors).optional(),
  gate: z
    .object({ state: z.enum(gateStates), canaryPct: z.number() })
    .nullable()
    .describe('Null for zones below the top level, which follow their top-level zone'),
  nodes: nodes.describe('Labelled with it or a descendant'),
  slots: z.number().int(),
  free: z.number().int(),
  models: z
    .object({ served: z.number().int(), met: z.number().int() })
    .describe('Models with demand (all that are listed, while none has any) and how many of them meet their target'),
  conditions: zoneConditions,
})
export const zoneList = z.object({ revision: z.number().int(), items: z.array(zoneRow), unzoned: nodes })

const supply = {
  nodes: z.number().int(),
  slots: z.number().int(),
  free: z.number().int(),
  operators: z.number().int().describe('Never more than the networks'),
  networks: z.number().int(),
  largestOperatorShare: z.number(),
  slotsWithoutLargest: z.number().int(),
  zone: z.string(),
  model: z.string(),
  p95Slots: z.number().nullable().describe('Null where demand is unknown'),
  served: z.boolean().describe('Had demand in the window: counts for the gate'),
  target: z.object({
    nodes: z.number(),
    operators: z.number(),
    networks: z.number(),
    slots: z.number(),
    slotsWithoutLargest: z.number(),
  }),
  met: z.boolean(),
  ratio: z.number(),
  missing: codes.describe('In words'),
}
describes<Supply>()(z.object(supply))

export const coverageRow = z.object({
  ...supply,
  live: z.number().int().describe('The same as nodes, by the name that zones use'),
  spill: hot
    .pick({ since: true, mode: true, utilisationPct: true, shares: true })
    .nullable()
    .describe('How the network’s nodes shed; null where they do not'),
})
export const coverageView = z.object({ revision: z.number().int(), at: time, items: z.array(coverageRow) })

export const zoneDetail = zoneRow.extend({
  coverage: z.array(coverageRow),
  children: codes,
  usedBy: codes.describe('Who refers to it: policies, neighbour lists, keys'),
  changes: z.array(z.object({ at: time, what: z.string(), detail: z.string() })),
})

const multiPolygon = z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(position))) })
export const zoneFeature = z.object({
  type: z.literal('Feature'),
  id: z.string(),
  geometry: multiPolygon.nullable().describe('Null for a zone made of countries alone, which the properties name'),
  properties: z.object({
    code: z.string(),
    name: z.string(),
    parent: code,
    countries: codes,
    subdivisions: codes,
    status: z.string(),
    geometrySource: z.enum(['polygons', 'countries', 'both', 'none']),
  }),
})
export const zoneCollection = z.object({ type: z.literal('FeatureCollection'), features: z.array(zoneFeature) })

export type ZoneConditions = z.infer<typeof zoneConditions>
export type ZoneRow = z.infer<typeof zoneRow>
export type ZoneList = z.infer<typeof zoneList>
export type CoverageRow = z.infer<typeof coverageRow>
export type CoverageView = z.infer<typeof coverageView>
export type ZoneDetail = z.infer<typeof zoneDetail>
export type ZoneFeature = z.infer<typeof zoneFeature>
export type ZoneCollection = z.infer<typeof zoneCollection>
