import { z } from 'zod'
import type { GateState } from '@/server/core/activation/types'
import { zoneCode } from '@/server/core/config/schema'
import type { LngLat } from '@/server/core/geo/place'

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
  /** Served models and how many of them meet their target. */
  models: { served: number; met: number }
}
export type ZoneList = { revision: number; items: ZoneRow[]; unzoned: { live: number; total: number } }

export type CoverageRow = {
  zone: string
  model: string
  /** Live nodes. */
  nodes: number
  slots: number
  free: number
  operators: number
  networks: number
  /** What the gate's settings ask for. */
  target: { nodes: number; operators: number; networks: number; slots: number }
  met: boolean
  /** What is missing, in words; empty where met. */
  missing: string[]
}
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
  properties: { code: string; name: string; parent: string | null; countries: string[]; subdivisions: string[]; status: string; geometrySource: 'polygons' | 'countries' | 'both' | 'none' }
}
export type ZoneCollection = { type: 'FeatureCollection'; features: ZoneFeature[] }
