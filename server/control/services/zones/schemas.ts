import { z } from 'zod'
import type { CoverageRow as Supply } from '@/server/core/activation/coverage'
import type { GateState } from '@/server/core/activation/types'
import { zoneCode } from '@/server/core/config/schema'
import type { LngLat } from '@/server/core/geo/place'
import type { HotZone } from '@/server/replica/router-conditions'

export const zoneInput = z.strictObject({ code: zoneCode })

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
