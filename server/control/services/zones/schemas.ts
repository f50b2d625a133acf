import { z } from 'zod'
import type { Supply as Capacity } from '@/server/core/activation/supply'
import { type GateSettings, zoneCode } from '@/server/core/config/schema'
import type { LngLat } from '@/server/core/geo/place'
import type { CoverageRow } from './answers'

export type { CoverageRow, CoverageView, ZoneCollection, ZoneConditions, ZoneDetail, ZoneFeature, ZoneList, ZoneRow } from './answers'

export const zoneInput = z.strictObject({ code: zoneCode })
/** The document is parsed by the core, which knows its paths. */
export const previewInput = z.strictObject({ config: z.unknown(), code: zoneCode })

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
