import { z } from 'zod'
import type { CoverageRow as Supply } from '@/server/core/activation/coverage'
import type { Supply as Capacity } from '@/server/core/activation/supply'
import type { GateState } from '@/server/core/activation/types'
import { type GateSettings, type ZoneColor, zoneCode } from '@/server/core/config/schema'
import type { LngLat } from '@/server/core/geo/place'
import type { HotZone } from '@/server/replica/router-conditions'

export const zoneInput = z.strictObject({ code: zoneCode })
/** The document is parsed by the core, which knows its paths. */
export const previewInput = z.strictObject({ config: z.unknown(), code: zoneCode })

export type ZoneRow = {
  code: string
  name: string
  parent: string | null
  depth: number
  status: 'draft' | 'published' | 'deprecated' | 'retired'
  countries: string[]
  subdivisions: string[]
  hasPolygons: boolean
  anchors: { lng: number; lat: number }[]
  bias: number
  priority: number
  neighbours: string[]
  color?: ZoneColor
  /** Null for zones below the top level, which follow their top-level zone. */
  gate: { state: GateState; canaryPct: number } | null
  /** Nodes labelled with it or a descendant. */
  nodes: { live: number; total: number }
  slots: number
  free: number
  /** Models with demand (all that are listed, while none has any) and how many of them meet their target. */
  models: { served: number; met: number }
  conditions: ZoneConditions
}
/** What the routers see of it now. */
export type ZoneConditions = {
  /** By model, environment and isolating Subcloud: what it sheds, and to where. */
  hot: HotZone[]
  /** Its nodes count as live for longer: by the admin's switch, or because most fell silent. */
  panic: 'admin' | 'silent' | null
  /** Nodes set aside for failing. */
  ejected: number
}
export type ZoneList = { revision: number; items: ZoneRow[]; unzoned: { live: number; total: number } }

/** `live` is `nodes`, by the name that zones use. `spill`: how the network's nodes shed; null where they do not. */
export type CoverageRow = Supply & { live: number; spill: Pick<HotZone, 'since' | 'mode' | 'utilisationPct' | 'shares'> | null }
export type CoverageView = { revision: number; at: number; items: CoverageRow[] }

export type ZoneDetail = ZoneRow & {
  coverage: CoverageRow[]
  children: string[]
  /** Who refers to it: policies, neighbour lists, keys. */
  usedBy: string[]
  changes: { at: number; what: string; detail: string }[]
}

export type ZoneFeature = {
  type: 'Feature'
  id: string
  geometry: { type: 'MultiPolygon'; coordinates: LngLat[][][] } | null
  properties: {
    code: string
    name: string
    parent: string | null
    countries: string[]
    subdivisions: string[]
    status: string
    geometrySource: 'polygons' | 'countries' | 'both' | 'none'
  }
}
export type ZoneCollection = { type: 'FeatureCollection'; features: ZoneFeature[] }

export type ZonePreview = {
  /** Nodes it would label, itself or by a zone within it; who of them is new to it, and who would leave it. */
  nodes: { total: number; joining: number; leaving: number }
  /** Of those that serve. */
  supply: Capacity
  target: GateSettings['coverage']
  models: CoverageRow[]
}

export type UnservedDemand = {
  at: number
  /** What was counted begins here. */
  since: number
  /** Jobs counted, and how many of them came from no zone. */
  decisions: number
  unserved: number
  /** Cells with at least three tenants, by neighbourhood, most jobs first. */
  clusters: UnservedCluster[]
  /** What may be shown by its country only. */
  countries: { code: string; jobs: number }[]
  /** Jobs whose origin is not known at all. */
  unknown: number
}
export type UnservedCluster = {
  jobs: number
  countries: { code: string; jobs: number }[]
  /** The zone that the nearest-zone rule mostly preferred there; null: none. */
  near: string | null
  centre: LngLat
  /** West is beyond east where it crosses ±180°. */
  bounds: { west: number; south: number; east: number; north: number }
  cells: { at: LngLat; jobs: number }[]
  simulated: boolean
}
